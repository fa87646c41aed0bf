import {
  createGraphqlClient,
  type GraphqlClient,
  gameItemsAbi,
  getAuction,
  getCreditsBalance,
  getListing,
  getResourceBalance,
  getVault,
  marketplaceAbi,
  ordersAbi,
  type Page,
  type PageParameters,
} from "@plaza/sdk";
import { expect } from "chai";
import { type Address, createPublicClient, http, isAddressEqual } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { expectLedgerOfMoney } from "./moneyMirror.ts";

/**
 * Holds all that the index says of a chain against the chain itself: owners, balances, vaults, listings, auctions, the trades
 * against the events, and every movement of Credits.
 *
 * @param accounts Whose money and holdings are looked at.
 */
export async function expectMirror(chain: Chain, url: string, accounts: readonly Address[]): Promise<void> {
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  const graphql = createGraphqlClient({ url });
  await graphql.waitForBlock(await client.getBlockNumber({ cacheTime: 0 }), { pollingInterval: 20 });
  const { marketplace, credits, gameItems, gameResources } = chain.deployment;

  for (const item of await everything((page) => graphql.getItems(page))) {
    if (item.token !== gameItems) continue;
    const owner = await client.readContract({
      address: gameItems,
      abi: gameItemsAbi,
      functionName: "ownerOf",
      args: [item.tokenId],
    });
    expect(item.owner, `owner of item ${item.tokenId}`).to.equal(owner);
  }

  for (const account of [...accounts, marketplace]) {
    const indexed = await graphql.getAccount({ address: account });
    expect(indexed.credits, `Credits of ${account}`).to.equal(await getCreditsBalance(client, { credits, account }));
    // Presented maxima are the chain's alone: the index does not follow them.
    const { exitableAt, presented: _presented, ...vault } = await getVault(client, { marketplace, account });
    expect(indexed.vault, `vault of ${account}`).to.deep.equal({ ...vault, exitableAt: exitableAt || null });
    const holdings = await everything(
      async (page) => (await graphql.getAccount({ address: account, holdings: page })).holdings,
    );
    for (const { item, quantity } of holdings) {
      if (item.standard === "ERC721") expect([item.owner, quantity]).to.deep.equal([account, 1n]);
      else
        expect(quantity, `units of ${item.id} of ${account}`).to.equal(
          await getResourceBalance(client, { token: gameResources, account, tokenId: item.tokenId }),
        );
    }
  }

  const listings = await everything((page) => graphql.getListings({ ...page, filter: { not: { status: [] } } }));
  for (const { id, status, price, remaining, feeBps, maxRoyaltyBps, standard } of listings) {
    const state = await getListing(client, { marketplace, id });
    const active = { status: "ACTIVE", price, remaining, feeBps, maxRoyaltyBps, standard };
    if (status === "ACTIVE" || status === "EXPIRED") expect(state).to.deep.equal(active);
    else expect([state.status === "ACTIVE", state.remaining, remaining]).to.deep.equal([false, 0n, 0n]);
  }

  const auctions = await everything((page) => graphql.getAuctions({ ...page, filter: { not: { status: [] } } }));
  for (const { id, status, winner, amount } of auctions) {
    const state = await getAuction(client, { marketplace, id });
    const running = ["SCHEDULED", "LIVE", "ENDED"].includes(status);
    expect(running ? "LIVE" : status, `auction ${id}`).to.equal(state.status);
    if (state.status === "SETTLED") expect([winner, amount]).to.deep.equal([state.winner, state.amount]);
  }

  await expectTrades(chain, graphql);
  await expectLedgerOfMoney(chain, url);
}

/** Every sale that the chain tells of is among the trades, once, and nothing else. */
async function expectTrades(chain: Chain, graphql: GraphqlClient): Promise<void> {
  const { marketplace, orders, startBlock } = chain.deployment;
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  const trades = await everything((page) => graphql.getTrades({ ...page, sort: "OLDEST" }));
  const range = { abi: marketplaceAbi, address: marketplace, fromBlock: startBlock, strict: true } as const;
  const book = { abi: ordersAbi, address: orders, fromBlock: startBlock, strict: true } as const;
  const [listed, bought, auctioned, settled, boughtOut, signed, accepted] = await Promise.all([
    client.getContractEvents({ ...range, eventName: "ListingCreated" }),
    client.getContractEvents({ ...range, eventName: "ListingBought" }),
    client.getContractEvents({ ...range, eventName: "AuctionCreated" }),
    client.getContractEvents({ ...range, eventName: "AuctionSettled" }),
    client.getContractEvents({ ...range, eventName: "AuctionBoughtOut" }),
    client.getContractEvents({ ...book, eventName: "SignedListingBought" }),
    client.getContractEvents({ ...book, eventName: "OfferAccepted" }),
  ]);
  const sales = [
    ...bought.map(({ args, ...log }) => ({
      log,
      ...args,
      id: args.listingId,
      seller: listed.find(({ args: { listingId } }) => listingId === args.listingId)?.args.seller,
    })),
    ...[...signed, ...accepted].map(({ args, ...log }) => ({ log, ...args })),
    ...[
      ...settled.map(({ args, ...log }) => ({ log, ...args, buyer: args.winner })),
      ...boughtOut.map(({ args, ...log }) => ({ log, ...args })),
    ].map((sale) => ({
      ...sale,
      id: sale.auctionId,
      total: sale.amount,
      seller: auctioned.find(({ args: { auctionId } }) => auctionId === sale.auctionId)?.args.seller,
    })),
  ].sort((a, b) => Number(a.log.blockNumber - b.log.blockNumber) || a.log.logIndex - b.log.logIndex);
  expect(
    trades.map(({ id, listing, auction, orderId, total, fee, royalty, proceeds, seller, buyer, block }) => ({
      ...{ id, of: orderId ?? (listing ?? auction)?.id, total, fee, royalty, proceeds, seller, buyer, block },
    })),
  ).to.deep.equal(
    sales.map(({ log, id, total, fee, royalty, seller, buyer }) => ({
      ...{ id: `${log.transactionHash}:${log.logIndex}`, of: id, total, fee, royalty, seller, buyer },
      proceeds: total - fee - royalty,
      block: log.blockNumber,
    })),
  );
  for (const trade of trades)
    if (trade.source === "AUCTION" && settled.some(({ args }) => args.auctionId === trade.auction?.id))
      expect(isAddressEqual(trade.recipient, trade.buyer)).to.equal(true);
}

/** All nodes of a connection, in small pages. */
async function everything<Node>(read: (page: PageParameters) => Promise<Page<Node>>): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<Node> = await read({ first: 7, after });
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      expect(nodes).to.have.length(page.totalCount);
      return nodes;
    }
    after = page.pageInfo.endCursor;
  }
}
