import { feeSplit, ListingNotActiveError, type ListingTerms, listingId } from "@plaza/sdk";
import type { Hex } from "viem";
import { check, inCredits, indexed, present, refused } from "../check.ts";
import { checkPurse, purseOf } from "../money.ts";
import type { Outcome } from "../tell.ts";
import type { Actor, World } from "../world.ts";

/** An item of the story. */
export type StoryItem = { tokenId: bigint; name: string };

/** A listing of the story. */
export type StoryListing = {
  id: Hex;
  terms: ListingTerms;
  feeBps: bigint;
  price: bigint;
  item: StoryItem;
  seller: Actor;
};

/** Who owns an item, by the chain and by GraphQL. */
export async function checkOwner({ deployment, graphql, studio }: World, item: StoryItem, owner: Hex): Promise<void> {
  const { tokenId } = item;
  check(`chain: owner of the ${item.name}`, await studio.plaza.getItemOwner({ tokenId }), owner);
  const found = present(`GraphQL: the ${item.name}`, await graphql.getItem({ token: deployment.gameItems, tokenId }));
  check(`GraphQL: owner of the ${item.name}`, found.owner, owner);
}

/** The studio mints a piece of a kind that is in the catalogue. */
export async function mint(world: World, owner: Actor, kindName: string): Promise<Outcome<StoryItem>> {
  const { studio, graphql, deployment } = world;
  const { nodes } = await graphql.getItems({ filter: { name: kindName, collection: [deployment.gameItems] } });
  const like = present(
    `GraphQL: an item called ${kindName}`,
    nodes.find(({ name }) => name === kindName),
  );
  const kind = present(`GraphQL: the kind of ${kindName}`, like.kind);
  const itemType = present(`GraphQL: the type of ${kindName}`, like.itemType);
  const item = { kind: kind.id, itemType, rarity: "EPIC", power: 77, luck: 7 } as const;
  const { receipt, tokenIds } = await studio.plaza.mintItemsSync({ to: owner.address, items: [item] });
  await indexed(world, receipt);

  const minted = { tokenId: present("chain: token id", tokenIds[0]), name: kindName };
  await checkOwner(world, minted, owner.address);
  const traits = await studio.plaza.getItemTraits({ tokenId: minted.tokenId });
  check(
    "chain: traits",
    { kind: traits.kind, rarity: traits.rarity, power: traits.power },
    { kind: kind.id, rarity: "EPIC", power: 77 },
  );
  const found = present(
    "GraphQL: the item",
    await graphql.getItem({ token: deployment.gameItems, tokenId: minted.tokenId }),
  );
  check(
    "GraphQL: traits",
    { name: found.name, rarity: found.rarity, power: found.power },
    { name: kindName, rarity: "EPIC", power: 77 },
  );
  return { value: minted, gas: receipt.gasUsed, result: `${kindName} #${minted.tokenId}, epic, power 77` };
}

/** One transfer to the Marketplace, no approval. */
export async function list(
  world: World,
  seller: Actor,
  item: StoryItem,
  price: bigint,
): Promise<Outcome<StoryListing>> {
  const { deployment, domain, graphql } = world;
  const { tokenId } = item;
  const goods = { token: deployment.gameItems, standard: "ERC721", tokenId } as const;
  const { receipt, listingId: id, ...terms } = await seller.plaza.listItemSync({ ...goods, price });
  await indexed(world, receipt);

  check("the listing's id is the hash of its terms", id, listingId(domain, terms));
  const { status, ...onChain } = await seller.plaza.getListing({ id });
  check("chain: listing", [status, onChain.price, onChain.remaining], ["ACTIVE", price, 1n]);
  const found = present("GraphQL: listing", await graphql.getListingById(id));
  check("GraphQL: listing", [found.status, found.price, found.seller], ["ACTIVE", price, seller.address]);
  await checkOwner(world, item, deployment.marketplace);
  return {
    value: { id, terms, feeBps: terms.feeBps, price, item, seller },
    gas: receipt.gasUsed,
    result: `for ${inCredits(price)} Credits`,
  };
}

/** Approves no more than the price, buys, and answers the fee that the treasury is owed. */
export async function buy(world: World, buyer: Actor, listing: StoryListing): Promise<Outcome<bigint>> {
  const { graphql } = world;
  const { id, terms, feeBps, price, item, seller } = listing;
  const [buyerBefore, sellerBefore] = [await purseOf(buyer), await purseOf(seller)];
  const approval = await buyer.plaza.approveCreditsSync({ amount: price });
  const { receipt, total, fee } = await buyer.plaza.buySync({ terms, maxTotal: price });
  await indexed(world, receipt);

  const due = feeSplit({ amount: price, feeBps });
  check("event: total and fee", { total, fee }, { total: price, fee: due.fee });
  check("chain: no listing any more", (await buyer.plaza.getListing({ id })).status !== "ACTIVE", true);
  await checkOwner(world, item, buyer.address);
  await checkPurse(world, buyer, buyerBefore, { wallet: -price });
  await checkPurse(world, seller, sellerBefore, { wallet: due.proceeds });
  const found = present("GraphQL: listing", await graphql.getListingById(id));
  const [trade] = found.trades.nodes;
  check(
    "GraphQL: listing and trade",
    [found.status, trade?.total, trade?.fee, trade?.proceeds, trade?.buyer],
    [...(["SOLD", price, due.fee, due.proceeds, buyer.address] as const)],
  );
  const shares = `${seller.name} ${inCredits(due.proceeds)}, fee ${inCredits(due.fee)}`;
  return { value: due.fee, gas: approval.receipt.gasUsed + receipt.gasUsed, result: shares };
}

/** Who comes too late is told so, and keeps his Credits. */
export async function buyTooLate(world: World, buyer: Actor, listing: StoryListing): Promise<Outcome<void>> {
  const { id, terms, price, item } = listing;
  const before = await purseOf(buyer);
  const approval = await buyer.plaza.approveCreditsSync({ amount: price });
  const refusal = await refused(
    "a second purchase",
    () => buyer.plaza.buySync({ terms, maxTotal: price }),
    ListingNotActiveError,
  );
  const revocation = await buyer.plaza.approveCreditsSync({ amount: 0n });
  await indexed(world, revocation.receipt);

  check("chain: no listing any more", (await buyer.plaza.getListing({ id })).status !== "ACTIVE", true);
  await checkPurse(world, buyer, before, {});
  const found = present("GraphQL: listing", await world.graphql.getListingById(id));
  check("GraphQL: trades of the listing", found.trades.totalCount, 1);
  const owner = await buyer.plaza.getItemOwner({ tokenId: item.tokenId });
  check("chain: somebody else owns it", owner !== buyer.address, true);
  const gas = approval.receipt.gasUsed + revocation.receipt.gasUsed;
  return { value: undefined, gas, result: `${refusal.name}: "${refusal.shortMessage}"` };
}
