import { type ListItemParameters, type ListingTerms, listItem, type PlazaDeployment } from "@plaza/sdk";
import type { Goods, Plan, PlannedListing } from "../plan/types.ts";
import type { Counter } from "./progress.ts";
import type { Sender } from "./sender.ts";

/** What the shelves are filled from. */
export interface Market {
  readonly deployment: PlazaDeployment;
  readonly senderOf: (account: number) => Sender;
  /** Token id of each piece, by its place in the plan. */
  readonly tokenIds: readonly bigint[];
  /** Unix seconds that planned times count from. */
  readonly now: bigint;
}

type GoodsOnChain = Pick<ListItemParameters, "standard" | "token" | "tokenId" | "quantity">;

/** A listing that is up, with what it was planned as. */
export interface OpenListing {
  readonly planned: PlannedListing;
  readonly terms: ListingTerms;
}

function onChain(goods: Goods, { deployment, tokenIds }: Market): GoodsOnChain {
  if (goods.standard === "ERC721") {
    const tokenId = tokenIds[goods.piece];
    if (tokenId === undefined) throw new Error(`piece ${goods.piece} was not minted`);
    return { standard: "ERC721", token: deployment.gameItems, tokenId };
  }
  const { kind, quantity } = goods;
  return { standard: "ERC1155", token: deployment.gameResources, tokenId: BigInt(kind), quantity: BigInt(quantity) };
}

/** Lists all that is for sale, all sellers side by side. */
export async function openListings({ listings }: Plan, market: Market, count: Counter): Promise<OpenListing[]> {
  const { deployment, senderOf, now } = market;
  const open = listings.map(async (planned): Promise<OpenListing> => {
    const { price, salt, expiresIn } = planned;
    const expiry = expiresIn === 0 ? 0n : now + BigInt(expiresIn);
    const goods = onChain(planned.goods, market);
    const { logs } = await senderOf(planned.seller).send(
      (plaza) => plaza.listItem,
      { ...goods, price, expiry, salt },
      `listItem ${goods.standard}`,
    );
    const terms = listItem.extractEvent(logs, { address: deployment.marketplace });
    count(1);
    return { planned, terms };
  });
  return Promise.all(open);
}

/** Puts up all that is for auction, all sellers side by side. */
export async function openAuctions({ auctions }: Plan, market: Market, count: Counter): Promise<void> {
  const { senderOf, now } = market;
  const open = auctions.map(async ({ seller, goods, startsIn, lasts, ...prices }) => {
    const start = now + BigInt(startsIn);
    const terms = { ...onChain(goods, market), ...prices, start, end: start + BigInt(lasts) };
    await senderOf(seller).send((plaza) => plaza.createAuction, terms, `createAuction ${goods.standard}`);
    count(1);
  });
  await Promise.all(open);
}

/** Fills the vaults, so that everybody can bid at once. */
export async function fillVaults(
  { funds }: Plan,
  { senderOf }: Pick<Market, "senderOf">,
  count: Counter,
): Promise<void> {
  const filled = funds
    .filter(({ vault, spends }) => vault + spends > 0n)
    .map(async ({ account, vault, spends }) => {
      const sender = senderOf(account);
      // No more than is spent below: nobody opens the market with a standing allowance.
      await sender.send((plaza) => plaza.approveCredits, { amount: vault + spends });
      if (vault > 0n) await sender.send((plaza) => plaza.deposit, { amount: vault });
      count(1);
    });
  await Promise.all(filled);
}

/** Makes the purchases that are history when the market opens. */
export async function makePurchases(
  open: readonly OpenListing[],
  { senderOf }: Pick<Market, "senderOf">,
  count: Counter,
): Promise<void> {
  const made = open.flatMap(({ planned, terms }) =>
    planned.purchases.map(async ({ buyer, quantity: units }) => {
      const quantity = BigInt(units);
      const maxTotal = planned.price * quantity;
      await senderOf(buyer).send((plaza) => plaza.buy, { terms, quantity, maxTotal }, `buy ${planned.goods.standard}`);
      count(1);
    }),
  );
  await Promise.all(made);
}
