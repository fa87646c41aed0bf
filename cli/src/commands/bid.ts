import { Command, Option } from "@commander-js/extra-typings";
import {
  type BidFlowResult,
  bidFlow,
  blindMaximum,
  ConnectionError,
  createRelayerClient,
  RelayerInternalErrorError,
  RelayerTemporarilyUnavailableError,
  RequestTimeoutError,
  ServiceUnavailableError,
} from "@plaza/sdk";
import { asAmount, asId } from "../arguments.ts";
import { readAuctionTerms } from "../auctionTerms.ts";
import { chainOf, houseOptions, readDeployment, traderOf } from "../house.ts";
import type { Io } from "../io.ts";
import { receiptJson } from "../keptReceipt.ts";
import { inCredits, printJson } from "../output.ts";
import { runFlow } from "../runFlow.ts";

const about = `
Signs with the private key in PLAZA_PRIVATE_KEY, which is no option because others see those. A bid binds until the auction ends. It is
covered by the vault: what is missing there is deposited first. Keep the receipt that it prints: it proves that the bid was taken, and
verify-auction --receipt looks for it. With --proxy the relayer keeps --max secret, less a thousandth of a Credit or of itself at the most,
so that nobody finds it by trying round numbers.`;

const offer = `The relayer has not confirmed the bid. --post posts it on chain instead: that costs gas, and the wallet pays all of --max at once.
`;

/** Those who ask again later may be answered: not refusals of this bid. */
const absences = [
  ConnectionError,
  RequestTimeoutError,
  ServiceUnavailableError,
  RelayerInternalErrorError,
  RelayerTemporarilyUnavailableError,
];

/** `plaza bid`: bids on an auction, and tells how it goes. */
export function bidCommand(io: Io) {
  return new Command("bid")
    .description("bid on an auction with the key in PLAZA_PRIVATE_KEY")
    .argument("<id>", "the auction's id", asId)
    .addOption(houseOptions.deployment)
    .addOption(houseOptions.rpc)
    .addOption(houseOptions.relayer)
    .addOption(houseOptions.json)
    .requiredOption("--max <credits>", "the bid, in whole Credits such as 12.5; with --proxy the most", asAmount)
    .option("--proxy", "have the relayer bid for you, only as high as it takes")
    .addOption(new Option("--post", "post the bid on chain, for when the relayer is away").conflicts("proxy"))
    .addHelpText("after", about)
    .action(async (id, { deployment: folder, rpc, relayer: url, json, max, proxy, post }) => {
      const chain = chainOf(rpc, io);
      const client = traderOf(rpc, io);
      const deployment = await readDeployment(folder, chain);
      const terms = await readAuctionTerms(chain, { domain: deployment, id, startBlock: deployment.startBlock });
      const context = { client, deployment, relayer: createRelayerClient({ url }) };
      const maxAmount = proxy ? blindMaximum(max) : max;
      try {
        const parameters = { terms, maxAmount, proxy, via: post ? "chain" : "relayer" } as const;
        tell(io, await runFlow(io, context, (given) => bidFlow(given, parameters)), { max, json });
      } catch (error) {
        // Never by itself: a post takes money from the wallet.
        if (!post && !io.signal.aborted && absences.some((absence) => error instanceof absence)) io.err(offer);
        throw error;
      }
    });
}

function tell(io: Io, result: BidFlowResult, { max, json }: { max: bigint; json?: true | undefined }): void {
  const { receipt, transaction } = result;
  if (json) printJson(io, { ...result, receipt: receipt && receiptJson(receipt) }, 2);
  else if (receipt === null) io.out(`posted ${inCredits(max)} on chain, in ${transaction}\n`);
  else {
    io.out(`bid number ${receipt.sequence} stands at ${inCredits(receipt.amount)}, by this receipt:\n`);
    printJson(io, receiptJson(receipt));
  }
}
