import { Command } from "@commander-js/extra-typings";
import { createRelayerClient, type LiveAuction } from "@plaza/sdk";
import { asId } from "../arguments.ts";
import { houseOptions } from "../house.ts";
import type { Io } from "../io.ts";
import { inCredits, printJson, printTable } from "../output.ts";

/** `plaza auction`: how one stands. */
export function auctionCommand(io: Io) {
  return new Command("auction")
    .description("how an auction stands, off-chain bids included")
    .argument("<id>", "the auction's id", asId)
    .addOption(houseOptions.relayer)
    .addOption(houseOptions.json)
    .action(async (id, { relayer, json }) => {
      const auction = await createRelayerClient({ url: relayer }).getAuction(id, { signal: io.signal });
      if (json) printJson(io, auction, 2);
      else printTable(io, rowsOf(auction));
    });
}

function rowsOf(auction: LiveAuction): string[][] {
  const { status, seller, leader, currentPrice, minimumBid, bidCount, endsAt, settlement } = auction;
  return [
    ["status", status],
    ["seller", seller],
    ["leader", leader ?? "nobody has bid"],
    ["price", inCredits(currentPrice)],
    ["next bid", inCredits(minimumBid)],
    ["bids", String(bidCount)],
    ["ends", endsAt.toISOString()],
    ...(settlement === null ? [] : [["settlement", `${settlement.state}, ${inCredits(settlement.amount)}`]]),
  ];
}
