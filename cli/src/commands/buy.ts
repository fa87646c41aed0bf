import { Command } from "@commander-js/extra-typings";
import { buyFlow, getListing, priceAt } from "@plaza/sdk";
import { asAmount, asId, asUnits } from "../arguments.ts";
import { chainOf, houseOptions, readDeployment, traderOf } from "../house.ts";
import type { Io } from "../io.ts";
import { readListingTerms } from "../listingTerms.ts";
import { inCredits, printJson } from "../output.ts";
import { runFlow } from "../runFlow.ts";

const about = `
Signs with the private key in PLAZA_PRIVATE_KEY, which is no option because others see those. Reads the terms from the chain's event
whose hash is the id. Buys at no more than --max, or else than the price of now: a dearer one fails, and costs nothing but gas.`;

/** `plaza buy`: buys a listing, and tells how it goes. */
export function buyCommand(io: Io) {
  return new Command("buy")
    .description("buy a listing with the key in PLAZA_PRIVATE_KEY")
    .argument("<id>", "the listing's id", asId)
    .addOption(houseOptions.deployment)
    .addOption(houseOptions.rpc)
    .addOption(houseOptions.json)
    .option("--quantity <units>", "how many", asUnits, 1n)
    .option("--max <credits>", "the most to pay for all of them, in whole Credits such as 12.5", asAmount)
    .option("--permit", "sign a permit instead of sending an approval")
    .addHelpText("after", about)
    .action(async (id, { deployment: folder, rpc, json, quantity, max, permit }) => {
      const chain = chainOf(rpc, io);
      const client = traderOf(rpc, io);
      const deployment = await readDeployment(folder, chain);
      const { marketplace, startBlock } = deployment;
      const [terms, { price }, { timestamp }] = await Promise.all([
        readListingTerms(chain, { domain: deployment, id, startBlock }),
        getListing(chain, { marketplace, id }),
        chain.getBlock(),
      ]);
      const maxTotal = max ?? priceAt({ price, schedule: terms.schedule, time: timestamp }) * quantity;
      const parameters = { terms, quantity, maxTotal, permit };
      const result = await runFlow(io, { client, deployment }, (context) => buyFlow(context, parameters));
      if (json) printJson(io, result, 2);
      else
        io.out(
          `bought for ${inCredits(result.total)}: ${inCredits(result.proceeds)} to the seller, ` +
            `${inCredits(result.fee)} fee, ${inCredits(result.royalty)} royalty, in ${result.transaction}\n`,
        );
    });
}
