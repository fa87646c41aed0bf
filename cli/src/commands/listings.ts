import { Command, Option } from "@commander-js/extra-typings";
import { createGraphqlClient, itemTypes, listingSorts, rarities } from "@plaza/sdk";
import { asCount } from "../arguments.ts";
import { houseOptions } from "../house.ts";
import type { Io } from "../io.ts";
import { inCredits, printJson, printTable } from "../output.ts";

/** `plaza listings`: what is for sale. */
export function listingsCommand(io: Io) {
  return new Command("listings")
    .description("what is for sale, the cheapest first")
    .addOption(houseOptions.graphql)
    .addOption(houseOptions.json)
    .addOption(new Option("--type <type>", "only items of this type").choices(itemTypes))
    .addOption(new Option("--rarity <rarity>", "only items of this rarity").choices(rarities))
    .addOption(new Option("--sort <sort>", "their order").choices(listingSorts).default("PRICE_ASC" as const))
    .option("--first <count>", "how many", asCount, 20)
    .option("--after <cursor>", "from here on: the endCursor of the page before")
    .action(async ({ graphql, json, type, rarity, sort, first, after }) => {
      const filter = { ...(type && { itemType: [type] }), ...(rarity && { rarity: [rarity] }) };
      const client = createGraphqlClient({ url: graphql });
      const page = await client.getListings({ filter, sort, first, after }, { signal: io.signal });
      if (json) return printJson(io, page, 2);
      printTable(io, [
        ["listing", "item", "rarity", "left", "price"],
        ...page.nodes.map(({ id, item, remaining, price }) => {
          return [id, item.name, item.rarity ?? "-", String(remaining), inCredits(price)];
        }),
      ]);
      io.err(`${page.nodes.length} of ${page.totalCount}\n`);
      if (page.pageInfo.hasNextPage) io.err(`go on with --after ${page.pageInfo.endCursor}\n`);
    });
}
