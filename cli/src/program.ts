import { Command } from "@commander-js/extra-typings";
import { auctionCommand } from "./commands/auction.ts";
import { bidCommand } from "./commands/bid.ts";
import { buyCommand } from "./commands/buy.ts";
import { listingsCommand } from "./commands/listings.ts";
import { verifyAuctionCommand } from "./commands/verifyAuction.ts";
import { watchCommand } from "./commands/watch.ts";
import type { Io } from "./io.ts";

const ending = `
Exit codes: 0 all is well, 1 something is wrong with what was looked into, 2 the command was not understood,
3 it could not be found out or done, 130 you ended it with Ctrl-C before it was done; a watch ends with 0 then.

Where the house is: --deployment, --rpc, --relayer and --graphql, or PLAZA_DEPLOYMENT, PLAZA_RPC_URL, PLAZA_RELAYER_URL and
PLAZA_GRAPHQL_URL; otherwise what npm start brings up on this machine.`;

/** The whole command line. */
export function createProgram(io: Io) {
  const program = new Command("plaza")
    .description("Look at a Plaza from a terminal, buy, bid, and check an auction's bids from their signatures alone.")
    .addHelpText("after", ending);
  for (const command of [verifyAuctionCommand, listingsCommand, buyCommand, auctionCommand, bidCommand, watchCommand])
    program.addCommand(command(io));
  // Subcommands that are added do not take these over.
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  return program;
}
