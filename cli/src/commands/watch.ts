import { Command } from "@commander-js/extra-typings";
import { createRelayerClient, type LiveAuction, type PlazaError } from "@plaza/sdk";
import { asId } from "../arguments.ts";
import { houseOptions } from "../house.ts";
import { Ended, exitCodes, type Io } from "../io.ts";
import { inCredits, printJson } from "../output.ts";

/** `plaza watch`: an auction's news, a line each, until it is over. */
export function watchCommand(io: Io) {
  return new Command("watch")
    .description("an auction's news, a line each, until it is over or you end it")
    .argument("<id>", "the auction's id", asId)
    .addOption(houseOptions.relayer)
    .addOption(houseOptions.json)
    .action(async (id, { relayer, json }) => {
      const client = createRelayerClient({ url: relayer });
      await new Promise<void>((resolve, reject) => {
        let last: PlazaError | undefined;
        client.watchAuction(id, {
          signal: io.signal,
          onUpdate: (auction) => (json ? printJson(io, auction) : io.out(lineOf(auction))),
          onError: (error) => {
            last = error;
            io.err(`${error.shortMessage}\n`);
          },
          // It reconnects by itself: closed means over, ended by hand, or an error that cannot heal.
          onStatus: (status) => {
            if (status === "live") last = undefined;
            if (status === "closed") last === undefined || io.signal.aborted ? resolve() : reject(last);
          },
        });
      });
      // To end it by hand is one of its two ends.
      if (io.signal.aborted) throw new Ended(exitCodes.ok);
    });
}

function lineOf({ serverTime, status, leader, currentPrice, endsAt }: LiveAuction): string {
  const price = leader === null ? "nobody has bid" : `${inCredits(currentPrice)} by ${leader}`;
  return `${serverTime.toISOString()}  ${status}  ${price}  ends ${endsAt.toISOString()}\n`;
}
