import { Command } from "@commander-js/extra-typings";
import {
  type BidRecord,
  bidKeyVerifier,
  createRelayerClient,
  getAuction,
  isReceiptKey,
  type RelayerClient,
  unpackAuctionRules,
  verifyBidLog,
} from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { asAddress, asId } from "../arguments.ts";
import { readAuctionTerms } from "../auctionTerms.ts";
import { chainOf, houseOptions, readDeployment } from "../house.ts";
import { Ended, exitCodes, type Io } from "../io.ts";
import { readKeptReceipt } from "../keptReceipt.ts";
import { printJson } from "../output.ts";
import { isSound, type Verdict, wordsOf } from "../verdict.ts";

/** How many bids one request asks for: the most that the relayer gives. */
const PAGE = 500;

const about = `
Asks the relayer for the auction's bids and the chain for its terms, the receipt key and the bid keys, and believes only
signatures. The chain's terms are those whose hash is the id. A receipt that a bidder kept and that is not in the log is proof
that the log was changed; without such a receipt a bid that was left out at the very end cannot show.`;

/** `plaza verify-auction`: whether an auction's log of bids is whole and signed by whom it should be. */
export function verifyAuctionCommand(io: Io) {
  return new Command("verify-auction")
    .description("check an auction's public bids from their signatures alone")
    .argument("<id>", "the auction's id", asId)
    .addOption(houseOptions.deployment)
    .addOption(houseOptions.rpc)
    .addOption(houseOptions.relayer)
    .addOption(houseOptions.json)
    .option("--receipt <file...>", "receipts that bidders kept, as the relayer's JSON")
    .option("--signer <address>", "the receipt key, where it is not the one that the relayer names", asAddress)
    .addHelpText("after", about)
    .action(async (id, { deployment: folder, rpc, relayer: url, json, receipt: files = [], signer: named }) => {
      const chain = chainOf(rpc, io);
      const relayer = createRelayerClient({ url });
      const { marketplace, chainId, startBlock } = await readDeployment(folder, chain);
      const domain = { chainId, marketplace };
      const signer = named ?? (await relayer.getKeys({ signal: io.signal })).receiptSigner;
      const kept = await Promise.all(files.map((file) => readKeptReceipt(file, { domain, id, signer })));
      const [terms, bids, outcome, trusted] = await Promise.all([
        readAuctionTerms(chain, { domain, id, startBlock }),
        readLog(relayer, id, io.signal),
        getAuction(chain, { marketplace, id }),
        isReceiptKey(chain, { marketplace, signer }),
      ]);
      const isBidKeySignature = bidKeyVerifier(chain, { marketplace });
      const auction = { ...terms, incrementBps: unpackAuctionRules(terms.rules).incrementBps };
      const log = { domain, auctionId: id, auction, bids, signer, isBidKeySignature, kept };
      const verdict: Verdict = {
        id,
        signer,
        isReceiptKey: trusted,
        bids: bids.length,
        ...(await verifyBidLog(log)),
        kept: kept.length,
        outcome: { status: outcome.status, winner: winnerOf(outcome), amount: outcome.amount },
      };
      if (json) printJson(io, verdict, 2);
      else io.out(wordsOf(verdict));
      if (!isSound(verdict)) throw new Ended(exitCodes.wrong);
    });
}

const winnerOf = ({ status, winner }: { status: string; winner: Address }) => (status === "SETTLED" ? winner : null);

async function readLog(relayer: RelayerClient, id: Hex, signal: AbortSignal): Promise<BidRecord[]> {
  const bids: BidRecord[] = [];
  for (;;) {
    const page = await relayer.getBids(id, { after: bids.at(-1)?.sequence, limit: PAGE, signal });
    bids.push(...page);
    if (page.length < PAGE) return bids;
  }
}
