/** `node main.ts`: buys the cheapest armor with ethers v6, and shows what a second purchase of it is refused with. */
import { readFile } from "node:fs/promises";
import { createGraphqlClient, listingTerms, parseDeployment, toPlazaError } from "@plaza/sdk";
import { plazaContracts } from "@plaza/sdk/ethers";
import { formatEther, HDNodeWallet, JsonRpcProvider, NonceManager } from "ethers";

const {
  PLAZA_DEPLOYMENT: record = "../../ignition/deployments/chain-31337",
  PLAZA_RPC_URL: rpcUrl = "http://127.0.0.1:8545",
  PLAZA_GRAPHQL_URL: graphqlUrl = "http://127.0.0.1:42069/graphql",
} = process.env;

const provider = new JsonRpcProvider(rpcUrl, undefined, { staticNetwork: true, cacheTimeout: -1 });
const { chainId } = await provider.getNetwork();
const deployment = parseDeployment({
  chainId: Number(chainId),
  addresses: JSON.parse(await readFile(`${record}/deployed_addresses.json`, "utf8")),
  journal: await readFile(`${record}/journal.jsonl`, "utf8"),
});
// Carol, whom every local Plaza gives Credits. A real program reads its key from a safe place.
const phrase = "test test test test test test test test test test test junk";
const carol = HDNodeWallet.fromPhrase(phrase, undefined, "m/44'/60'/0'/0/3").connect(provider);
const { marketplace, credits } = plazaContracts(deployment, new NonceManager(carol));

const graphql = createGraphqlClient({ url: graphqlUrl });
const { nodes } = await graphql.getListings({ filter: { itemType: ["ARMOR"] }, sort: "PRICE_ASC", first: 1 });
const [listing] = nodes;
if (!listing) throw new Error("Nobody sells armor.");
const terms = listingTerms(listing);
const all = listing.remaining;
const price = listing.price * all;

await (await credits.approve(marketplace, price)).wait();
const receipt = await (await marketplace.buy(terms, all, price, carol.address)).wait();
const [bought] = await marketplace.queryFilter(
  marketplace.filters.ListingBought(),
  receipt?.blockNumber,
  receipt?.blockNumber,
);
console.log(`${listing.item.name} for ${formatEther(bought?.args.total ?? 0n)} Credits`);

try {
  await marketplace.buy.staticCall(terms, all, price, carol.address);
} catch (error) {
  const { name, shortMessage, recovery } = toPlazaError(error);
  console.log(`Once more: ${name}, "${shortMessage}" What helps: ${recovery}.`);
}
provider.destroy();
