import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { getLogs } from "viem/actions";
import { getAction } from "viem/utils";
import { isStudioSellerFunction, kindOfFunction } from "../../abi/generated/gameItems.ts";
import { listingCreatedEvent } from "../../abi/generated/marketplace.ts";
import { read } from "../../actions/internal/read.ts";
import { getItemTraits } from "../../actions/reads/getItemTraits.ts";
import { getListing } from "../../actions/reads/getListing.ts";
import type { Item, ListingCore, ListingDetail } from "../../graphql/types.ts";
import { unpackSchedule } from "../../rules/schedule.ts";
import { tokenStandards } from "../../vocabulary.ts";
import type { ChainSource } from "./lastAnswer.ts";

/**
 * A listing that is for sale, from the chain alone: its terms from the event that it was created with, price and units from the contract, the
 * item from Plaza's own collections. What only the index knows is empty: its trades, when the item was minted, a stack's supply beyond what was listed.
 * Undefined for one that is not for sale: whether it was sold, taken back or never there, the contract does not keep.
 */
export async function listingOfChain(source: ChainSource, id: Hex): Promise<ListingDetail | undefined> {
  const { client, deployment } = source;
  const { marketplace, startBlock = 0n } = deployment;
  const [state, [created]] = await Promise.all([
    getListing(client, { marketplace, id }),
    getAction(
      client,
      getLogs,
      "getLogs",
    )({
      address: marketplace,
      event: listingCreatedEvent,
      args: { listingId: id },
      fromBlock: startBlock,
      toBlock: "latest",
      strict: true,
    }),
  ]);
  if (state.status !== "ACTIVE" || created === undefined) return undefined;
  const { listingId, seller, token, tokenId, quantity, schedule, taker, maxRoyaltyBps, salt, feeBps, standard } =
    created.args;
  const { endPrice, fallStart, fallEnd, expiry, listedAt } = unpackSchedule(schedule);
  const falls = fallEnd !== 0n;
  const core: ListingCore = {
    ...{ id: listingId, seller, token, tokenId, quantity, schedule, salt },
    standard: tokenStandards[standard] ?? "ERC721",
    price: state.price,
    remaining: state.remaining,
    endPrice: falls ? endPrice : null,
    fallStart: falls ? Number(fallStart) : null,
    fallEnd: falls ? Number(fallEnd) : null,
    expiry: expiry === 0n ? null : Math.min(Number(expiry), 2 ** 31 - 1),
    taker: taker === zeroAddress ? null : taker,
    maxRoyaltyBps: Number(maxRoyaltyBps),
    feeBps: Number(feeBps),
    status: expiry !== 0n && Number(expiry) * 1000 <= Date.now() ? "EXPIRED" : "ACTIVE",
    primary: await sellsForStudio(source, seller),
    createdAt: Number(listedAt),
    updatedAt: Number(listedAt),
    createdTx: created.transactionHash,
  };
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  return {
    ...core,
    item: await itemOf(source, core),
    text: { unavailable: "AWAY", title: null, description: null, images: null },
    trades: { nodes: [], pageInfo, totalCount: 0 },
  };
}

/** Whether it does now; the index tells whether it did then. */
async function sellsForStudio({ client, deployment }: ChainSource, seller: Address): Promise<boolean> {
  return deployment.gameItems !== undefined && read(client, {}, isStudioSellerFunction, deployment.gameItems, [seller]);
}

/** The item in escrow. One of a contract that is not Plaza's own has no traits, and for a name its number. */
async function itemOf(
  { client, deployment: { marketplace, gameItems, gameResources } }: ChainSource,
  { token, tokenId, standard, quantity }: ListingCore,
): Promise<Item> {
  const official = [gameItems, gameResources].some((own) => own !== undefined && isAddressEqual(own, token));
  const { kind, ...traits } = official ? await getItemTraits(client, { token, tokenId }) : noTraits;
  const [name, icon] = kind === null ? [`#${tokenId}`, null] : await read(client, {}, kindOfFunction, token, [kind]);
  return {
    id: `${token.toLowerCase()}:${tokenId}`,
    ...{ token, tokenId, standard, name, icon, ...traits },
    collection: { address: token, name: official ? ownNames[standard] : token, standard, official },
    kind: kind === null || icon === null ? null : { id: kind, name, icon },
    owner: standard === "ERC721" ? marketplace : null,
    supply: quantity,
    mintedAt: 0,
    metadataStatus: official ? null : "PENDING",
    metadata: null,
    traits: [],
  };
}

const ownNames = { ERC721: "Plaza Items", ERC1155: "Plaza Resources" } as const;

const noTraits = {
  ...{ kind: null, itemType: null, rarity: null, class: null, biome: null },
  ...{ power: null, defense: null, speed: null, luck: null },
} as const;
