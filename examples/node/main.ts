/** `node main.ts [budget]`: buys the cheapest weapon that the budget allows, in Credits, and tells each step. */
import { readFile } from "node:fs/promises";
import { buyFlow, createGraphqlClient, listingTerms, PlazaError, parseDeployment } from "@plaza/sdk";
import { createWalletClient, formatEther, http, parseEther, publicActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";

const {
  PLAZA_DEPLOYMENT: record = "../../ignition/deployments/chain-31337",
  PLAZA_RPC_URL: rpcUrl = "http://127.0.0.1:8545",
  PLAZA_GRAPHQL_URL: graphqlUrl = "http://127.0.0.1:42069/graphql",
} = process.env;
const budget = parseEther(process.argv[2] ?? "100");

const deployment = parseDeployment({
  chainId: hardhat.id,
  addresses: JSON.parse(await readFile(`${record}/deployed_addresses.json`, "utf8")),
  journal: await readFile(`${record}/journal.jsonl`, "utf8"),
});
// Bob, whom every local Plaza gives Credits. A real program reads its key from a safe place.
const account = mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex: 2 });
const client = createWalletClient({ account, chain: hardhat, transport: http(rpcUrl) }).extend(publicActions);
const graphql = createGraphqlClient({ url: graphqlUrl });

const { nodes } = await graphql.getListings({
  filter: { itemType: ["WEAPON"], price: { max: budget } },
  sort: "PRICE_ASC",
  first: 1,
});
const [listing] = nodes;
if (!listing) throw new Error(`Nobody sells a weapon for ${formatEther(budget)} Credits or less.`);
console.log(`${listing.item.name} for ${formatEther(listing.price)} Credits`);

try {
  const flow = await buyFlow(
    { client, deployment, graphql },
    { terms: listingTerms(listing), maxTotal: listing.price },
  );
  for (const { label } of flow.requirements) console.log(`- ${label}`);
  const { total, proceeds, fee } = await flow.run({
    onState: ({ progress, message }) => console.log(`${Math.round(progress * 100)} % ${message}`),
  });
  console.log(`Paid ${formatEther(total)}: ${formatEther(proceeds)} to the seller, ${formatEther(fee)} to the house.`);
} catch (error) {
  if (!(error instanceof PlazaError)) throw error;
  console.error(`${error.shortMessage} What helps: ${error.recovery}.`);
  process.exitCode = 1;
}
