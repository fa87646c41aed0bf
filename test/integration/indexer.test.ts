import { createServer } from "node:net";
import { PortInUseError, type RunningIndexer, startIndexer } from "@plaza/indexer/launch";
import {
  acceptOfferSync,
  approveCreditsSync,
  bumpCounterSync,
  buySignedSync,
  buySync,
  cancelAuctionSync,
  cancelExitSync,
  cancelListingSync,
  cancelOrdersSync,
  createGraphqlClient,
  createOffer,
  createSignedListing,
  defineResourcesSync,
  depositSync,
  executeExitSync,
  finalizeAuctionSync,
  type GraphqlClient,
  listItemSync,
  mintResourcesSync,
  offerId,
  registerKindsSync,
  requestExitSync,
  setApprovalForAllSync,
  settleAuctionSync,
  signBid,
  signedListingId,
  signListing,
  signOffer,
  signSettlement,
  signWithdrawal,
  transferCreditsSync,
  updatePriceSync,
  withdrawSync,
} from "@plaza/sdk";
import { expect } from "chai";
import hre from "hardhat";
import {
  concat,
  encodeAbiParameters,
  getAddress,
  type Hex,
  maxUint256,
  parseAbi,
  parseEther,
  size,
  toEventSelector,
  toHex,
} from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { badQueries } from "../helpers/badQueries.ts";
import { actors, startTestChain } from "../helpers/chain.ts";
import { expectMirror } from "../helpers/indexMirror.ts";
import { openMarket } from "../helpers/market.ts";

const { admin, alice, bob, carol, settler } = actors;
const POTIONS = 3n;

/** Code that announces a change of a token's metadata (ERC-4906) when it is called without data, and else answers with a text. */
function announcing(tokenId: bigint, text: string): Hex {
  const topic = toEventSelector("MetadataUpdate(uint256)");
  const answer = encodeAbiParameters([{ type: "string" }], [text]);
  const announce = concat(["0x7f", toHex(tokenId, { size: 32 }), "0x600052", "0x7f", topic, "0x60206000a100"]);
  const start = toHex(4 + size(announce), { size: 1 });
  const length = toHex(size(answer), { size: 2 });
  const offset = toHex(4 + size(announce) + 16, { size: 2 });
  const reply = concat(["0x5b61", length, "0x61", offset, "0x60003961", length, "0x6000f3"]);
  return concat(["0x3660", start, "0x57", announce, reply, answer]);
}

describe("the indexer on a chain", function () {
  this.timeout(180_000);
  let chain: Chain;
  let indexer: RunningIndexer;
  let graphql: GraphqlClient;
  let market: ReturnType<typeof openMarket>;
  const progress: string[] = [];

  const mirrors = () =>
    expectMirror(
      chain,
      indexer.url,
      [alice, bob, carol, admin].map(({ address }) => address),
    );
  /** What GraphQL answers to anything, as it came. */
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(indexer.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { errors?: { message: string; extensions: Record<string, unknown> }[] };
  };

  before(async () => {
    chain = await startTestChain();
    market = openMarket(chain);
    const { marketplace, gameResources } = chain.deployment;
    // What happens before the indexer starts is history to it, the rest it sees as it happens.
    await market.registerSword("Dagger of Dawn", "M0 0h9v9z");
    await registerKindsSync(market.as(admin), {
      token: gameResources,
      kinds: [{ kind: 3, name: "Potion", icon: "M0 0h1v1z" }],
    });
    const resources = [{ kind: 3, itemType: "GEAR", rarity: "COMMON" } as const];
    await defineResourcesSync(market.as(admin), { token: gameResources, resources });
    for (const account of [alice, bob, carol]) await market.fund(account, parseEther("1000"));
    await buySync(market.as(bob), { marketplace, terms: await market.listSword(alice, 500n), maxTotal: 500n });
    // One by one: Hardhat's blocks of a single long mine do not name each other as parents.
    for (let block = 0; block < 40; block += 1) await market.time.mine({ blocks: 1 });
    const { rpcUrl, deploymentFolder } = chain;
    indexer = await startIndexer({ rpcUrl, deploymentFolder, onProgress: (text) => progress.push(text) });
    graphql = createGraphqlClient({ url: indexer.url });
  });
  after(async () => {
    await indexer?.close();
    await chain?.close();
  });

  it("has read the history when it is started, and said how it went", async () => {
    expect(progress.join("\n")).to.include("history indexed").and.include("listening on port");
    const { nodes } = await graphql.getTrades();
    expect(nodes.map(({ total, buyer }) => [total, buyer])).to.deep.equal([[500n, bob.address]]);
    expect(nodes[0]?.item).to.include({
      name: "Dagger of Dawn",
      icon: "M0 0h9v9z",
      rarity: "EPIC",
      power: 90,
      defense: 0,
    });
    const { gameItems, gameResources } = chain.deployment;
    expect((await graphql.getCollections()).map(({ address }) => address)).to.deep.equal([gameItems, gameResources]);
    await mirrors();
  });

  it("follows a stack: listed, bought in parts for others, dearer, taken back", async () => {
    const { marketplace, gameResources: token } = chain.deployment;
    await mintResourcesSync(market.as(admin), {
      token,
      to: alice.address,
      mints: [{ tokenId: POTIONS, quantity: 10n }],
    });
    const stack = { token, standard: "ERC1155", tokenId: POTIONS, quantity: 10n } as const;
    const terms = await listItemSync(market.as(alice), { marketplace, ...stack, price: 7n });
    await buySync(market.as(bob), { marketplace, terms, quantity: 3n, maxTotal: 21n, recipient: carol.address });
    await updatePriceSync(market.as(alice), { marketplace, terms, price: 8n });
    const { receipt } = await buySync(market.as(bob), { marketplace, terms, quantity: 2n, maxTotal: 16n });
    await graphql.waitForBlock(receipt.blockNumber);

    const listing = await graphql.getListingById(terms.listingId);
    expect(listing).to.include({ remaining: 5n, price: 8n, status: "ACTIVE", salt: terms.salt, expiry: null });
    expect(listing?.trades.nodes.map((t) => [t.quantity, t.unitPrice, t.total, t.recipient])).to.deep.equal([
      [2n, 8n, 16n, bob.address],
      [3n, 7n, 21n, carol.address],
    ]);
    expect((await graphql.getItem({ token, tokenId: POTIONS }))?.listing?.id).to.equal(terms.listingId);
    await mirrors();
    await cancelListingSync(market.as(alice), { marketplace, terms });
    await mirrors();
    expect((await graphql.getItem({ token, tokenId: POTIONS }))?.listing).to.equal(null);
    expect((await graphql.getListings({ filter: { seller: [alice.address] } })).totalCount).to.equal(0);
    const told = await graphql.getActivity({ filter: { listing: [terms.listingId] }, sort: "OLDEST" });
    expect(told.nodes.map(({ kind, from, to, quantity, amount }) => [kind, from, to, quantity, amount])).to.deep.equal([
      ["LISTED", alice.address, null, 10n, 7n],
      ["SOLD", alice.address, bob.address, 3n, 21n],
      ["PRICE_CHANGED", alice.address, null, 7n, 8n],
      ["SOLD", alice.address, bob.address, 2n, 16n],
      ["LISTING_CANCELLED", alice.address, null, 5n, 8n],
    ]);
    expect(told.nodes.map(({ trade }) => trade?.id)).to.include.members(
      listing?.trades.nodes.map(({ id }) => id) ?? [],
    );
    const minted = await graphql.getActivity({ filter: { collection: [token], kind: ["MINTED", "TRANSFERRED"] } });
    expect(minted.nodes.map(({ kind, from, to, quantity }) => [kind, from, to, quantity])).to.deep.equal([
      ["MINTED", null, alice.address, 10n],
    ]);
  });

  it("follows signed orders: filled in parts, filled whole, cancelled, all of one account", async () => {
    const { chainId, orders, credits, gameResources: token } = chain.deployment;
    const domain = { chainId, orders };
    const mints = [{ tokenId: POTIONS, quantity: 10n }];
    await mintResourcesSync(market.as(admin), { token, to: alice.address, mints });
    for (const account of [alice, bob, carol]) {
      await approveCreditsSync(market.as(account), { credits, spender: orders, amount: maxUint256 });
      await setApprovalForAllSync(market.as(account), { token, operator: orders, approved: true });
    }
    const about = { token, standard: "ERC1155", tokenId: POTIONS } as const;
    const listing = createSignedListing({ seller: alice.address, ...about, quantity: 5n, price: 40n, nonce: 1n });
    const signature = await signListing(market.as(alice), { domain, listing });
    const offer = createOffer({ buyer: carol.address, ...about, price: 60n, nonce: 1n });
    const offered = await signOffer(market.as(carol), { domain, offer });
    const nonceOf = async (account: Hex, nonce: bigint) => {
      const query = `query ($account: Address!, $nonce: BigInt!) {
        account(address: $account) { orders { counter credit nonce(nonce: $nonce) { state orderId remaining } } }
      }`;
      const answer = await ask(query, { account, nonce: String(nonce) });
      return (answer as { data?: { account: { orders: unknown } } }).data?.account.orders ?? answer;
    };

    const first = await buySignedSync(market.as(bob), { orders, listing, signature, quantity: 2n });
    await graphql.waitForBlock(first.receipt.blockNumber);
    const orderId = signedListingId(domain, listing);
    expect(await nonceOf(alice.address, 1n)).to.deep.equal({
      counter: "0",
      credit: "0",
      nonce: { state: "PARTLY_FILLED", orderId, remaining: "3" },
    });
    await buySignedSync(market.as(bob), { orders, listing, signature, quantity: 3n });
    await acceptOfferSync(market.as(bob), { orders, offer, signature: offered, minProceeds: 57n });
    await cancelOrdersSync(market.as(alice), { orders, nonces: [2n] });
    const { counter, receipt } = await bumpCounterSync(market.as(alice), { orders });
    await graphql.waitForBlock(receipt.blockNumber);

    const state = { counter: String(counter), credit: "0" };
    const filled = { state: "FILLED", orderId, remaining: "0" };
    expect(await nonceOf(alice.address, 1n)).to.deep.equal({ ...state, nonce: filled });
    const cancelled = { state: "CANCELLED", orderId: null, remaining: "0" };
    expect(await nonceOf(alice.address, 2n)).to.deep.equal({ ...state, nonce: cancelled });
    expect(await nonceOf(alice.address, 3n)).to.deep.equal({ ...state, nonce: null });
    const { nodes } = await graphql.getTrades({ first: 3 });
    expect(nodes.map((trade) => [trade.source, trade.orderId, trade.total, trade.proceeds])).to.deep.equal([
      ["OFFER", offerId(domain, offer), 60n, 57n],
      ["SIGNED_LISTING", orderId, 120n, 114n],
      ["SIGNED_LISTING", orderId, 80n, 76n],
    ]);
    const { nodes: accepted } = await graphql.getOffers({ filter: { buyer: [offer.buyer], seller: [bob.address] } });
    expect(
      accepted.map(({ id, state, filled, remaining, spent }) => ({ id, state, filled, remaining, spent })),
    ).to.deep.equal([
      { id: offerId(domain, offer), state: "FILLED", filled: offer.quantity, remaining: 0n, spent: 60n },
    ]);
    expect(accepted[0]?.trades.nodes.map(({ total }) => total)).to.deep.equal([60n]);
    await mirrors();
  });

  it("lets a listing expire with the chain's clock", async () => {
    const expiry = (await market.now()) + 100n;
    const { listingId } = await market.listSword(alice, 9n, expiry);
    await mirrors();
    expect(await graphql.getListingById(listingId)).to.include({ status: "ACTIVE", expiry: Number(expiry) });
    const told = async () =>
      (await graphql.getActivity({ filter: { listing: [listingId] } })).nodes.map(({ kind }) => kind);
    expect(await told()).to.deep.equal(["LISTED"]);
    await market.moveTo(expiry);
    await mirrors();
    expect(await told()).to.deep.equal(["LISTING_EXPIRED", "LISTED"]);
    expect(await graphql.getListingById(listingId)).to.include({ status: "EXPIRED" });
  });

  it("follows an auction from before its start to the winner, with free funds first and then exiting ones", async () => {
    const { marketplace } = chain.deployment;
    const start = (await market.now()) + 100n;
    const auction = await market.auctionSword(alice, start, start + 60n);
    const id = auction.auctionId;
    const status = async () => {
      await mirrors();
      return (await graphql.getAuctionById(id))?.status;
    };
    expect(await status()).to.equal("SCHEDULED");
    await market.moveTo(start);
    expect(await status()).to.equal("LIVE");
    await depositSync(market.as(bob), { marketplace, amount: 400n });
    await requestExitSync(market.as(bob), { marketplace, amount: 300n });
    const domain = { chainId: chain.chainId, marketplace };
    const bidSignature = await signBid(market.as(bob), { domain, auctionId: id, maxAmount: 400n });
    await market.moveTo(start + 65n);
    expect(await status()).to.equal("ENDED");

    const settlement = { winner: bob.address, amount: 333n, nonce: 7n, deadline: (await market.now()) + 600n };
    const settlerSignature = await signSettlement(market.as(settler), { domain, auctionId: id, ...settlement });
    const signed = { settlement, maxAmount: 400n, settlerSignature, bidSignature };
    const { receipt } = await settleAuctionSync(market.as(carol), { marketplace, terms: auction, ...signed });
    expect(await status()).to.equal("SETTLED");
    expect(await graphql.getAuctionById(id)).to.include({
      ...{ winner: bob.address, amount: 333n, fee: 17n, settledTx: receipt.transactionHash },
    });
    expect((await graphql.getAccount({ address: bob.address })).vault).to.include({ free: 0n, exiting: 67n });
  });

  it("follows auctions that end otherwise: cancelled, and returned in two calls", async () => {
    const { marketplace } = chain.deployment;
    const start = (await market.now()) + 100n;
    const early = await market.auctionSword(alice, start, start + 60n);
    await cancelAuctionSync(market.as(alice), { marketplace, terms: early });
    const end = (await market.now()) + 60n;
    const late = await market.auctionSword(alice, await market.now(), end);
    await market.moveTo(end + 60n + 120n);
    const begun = await finalizeAuctionSync(market.as(bob), { marketplace, terms: late });
    await mirrors();
    expect((await graphql.getAuctionById(late.auctionId))?.status).to.equal("FINALIZING");
    if (begun.outcome === "announced") await market.moveTo(begun.finalizableAt);
    await finalizeAuctionSync(market.as(bob), { marketplace, terms: late });
    await mirrors();
    const ended = await graphql.getAuctions({ filter: { status: ["CANCELLED", "RETURNED"] }, sort: "NEWEST" });
    expect(ended.nodes.map(({ status }) => status)).to.deep.equal(["RETURNED", "CANCELLED"]);
  });

  it("follows the vault: deposits for others, a co-signed withdrawal, exits replaced, cancelled and executed", async () => {
    const { marketplace, credits } = chain.deployment;
    await depositSync(market.as(bob), { marketplace, account: carol.address, amount: 900n });
    const deadline = (await market.now()) + 300n;
    const withdrawal = { account: carol.address, amount: 200n, recipient: bob.address, nonce: 99n, deadline };
    const domain = { chainId: chain.chainId, marketplace };
    const settlerSignature = await signWithdrawal(market.as(settler), { domain, withdrawal });
    await withdrawSync(market.as(carol), { marketplace, withdrawal, settlerSignature });
    await requestExitSync(market.as(carol), { marketplace, amount: 100n });
    await mirrors();
    await requestExitSync(market.as(carol), { marketplace, amount: 650n });
    await mirrors();
    await cancelExitSync(market.as(carol), { marketplace });
    await mirrors();
    const { exitableAt } = await requestExitSync(market.as(carol), { marketplace, amount: 700n });
    await market.moveTo(exitableAt);
    await executeExitSync(market.as(carol), { marketplace, recipient: alice.address });
    await transferCreditsSync(market.as(carol), { credits, to: carol.address, amount: 5n });
    await mirrors();
  });

  it("shows a token that is not Plaza's own for what it is", async () => {
    const abi = parseAbi([
      "function mint(address to, uint256 tokenId)",
      "function setApprovalForAll(address operator, bool approved)",
    ]);
    const { marketplace } = chain.deployment;
    const { bytecode } = await hre.artifacts.readArtifact("PlainERC721");
    const hash = await market.as(alice).deployContract({ abi, bytecode: bytecode as Hex });
    const token = getAddress(
      (await market.as(alice).waitForTransactionReceipt({ hash })).contractAddress ?? expect.fail(),
    );
    const tokenId = maxUint256;
    await market.as(alice).writeContract({ address: token, abi, functionName: "mint", args: [alice.address, tokenId] });
    const listed = { marketplace, token, standard: "ERC721", tokenId, price: 5n, expiry: 2n ** 40n - 1n } as const;
    const terms = await listItemSync(market.as(alice), listed);
    await mirrors();
    const listing = await graphql.getListingById(terms.listingId);
    expect(listing?.item).to.include({ name: `#${tokenId}`, rarity: null, power: null, owner: null, supply: 1n });
    expect(listing?.item.collection).to.include({ address: token });

    // Its metadata comes beside the index: what the contract says first, and what it announces later.
    const item = () => graphql.getItem({ token, tokenId });
    await until(async () => (await item())?.metadataStatus === "FAILED");
    expect((await item())?.metadata?.failure).to.equal("NO_URI");
    await until(async () => (await item())?.collection.name === "Plain");
    const plain = (await market.time.getCode({ address: token })) ?? expect.fail();
    const uri = 'data:application/json,{"name":"Red hat","attributes":[{"trait_type":"Hat","value":"Red"}]}';
    await market.time.setCode({ address: token, bytecode: announcing(tokenId, uri) });
    await market.as(alice).waitForTransactionReceipt({ hash: await market.as(alice).sendTransaction({ to: token }) });
    await until(async () => (await item())?.metadataStatus === "OK");
    expect(await item()).to.deep.include({ name: "Red hat", traits: [{ name: "Hat", value: "Red", number: null }] });
    const hats = { trait: { name: "Hat", values: ["Red"] } };
    expect((await graphql.getListings({ filter: hats })).nodes.map(({ id }) => id)).to.deep.equal([terms.listingId]);
    await market.time.setCode({ address: token, bytecode: plain });
    expect((await graphql.getListings({ filter: { power: { min: 0 } } })).nodes.map(({ id }) => id)).not.to.include(
      terms.listingId,
    );
    await buySync(market.as(bob), { marketplace, terms, maxTotal: 5n });
    await mirrors();
  });

  it("is not held up by a token that answers nothing, whose standard only its sales tell", async () => {
    const { chainId, orders } = chain.deployment;
    // It takes every call and returns no data, so that any order of it can be filled.
    const token = getAddress(`0x${"de".repeat(20)}`);
    await market.time.setCode({ address: token, bytecode: "0x00" });
    const domain = { chainId, orders };
    let nonce = 100n;
    const sell = async (tokenId: bigint, standard: "ERC721" | "ERC1155", quantity: bigint) => {
      nonce += 1n;
      const terms = { seller: carol.address, token, tokenId, standard, quantity, price: 10n, nonce };
      const listing = createSignedListing(terms);
      const signature = await signListing(market.as(carol), { domain, listing });
      const { receipt } = await buySignedSync(market.as(bob), { orders, listing, signature, quantity });
      await graphql.waitForBlock(receipt.blockNumber);
      return (await graphql.getItem({ token, tokenId }))?.standard;
    };
    expect(await sell(1n, "ERC721", 1n)).to.equal("ERC721");
    expect(await sell(2n, "ERC1155", 2n)).to.equal("ERC1155");
    // From then on it is known for what it is, also what was presumed to be something else.
    expect(await sell(3n, "ERC1155", 1n)).to.equal("ERC1155");
    expect(await sell(1n, "ERC1155", 2n)).to.equal("ERC1155");
    await mirrors();
  });

  it("forgets what a reorganization of the chain took back", async () => {
    const { marketplace } = chain.deployment;
    const { time } = market;
    const terms = await market.listSword(alice, 50n);
    const snapshot = await time.snapshot();
    await buySync(market.as(bob), { marketplace, terms, maxTotal: 50n });
    await mirrors();
    expect((await graphql.getListingById(terms.listingId))?.status).to.equal("SOLD");
    await time.revert({ id: snapshot });
    await buySync(market.as(carol), { marketplace, terms, maxTotal: 50n });
    await time.mine({ blocks: 1 });
    await until(async () => (await graphql.getTrades({ first: 1 })).nodes[0]?.buyer === carol.address);
    await mirrors();
  });

  it("answers for a block within moments of it", async () => {
    const { credits } = chain.deployment;
    const delays: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const { receipt } = await transferCreditsSync(market.as(bob), { credits, to: alice.address, amount: 1n });
      const began = performance.now();
      await graphql.waitForBlock(receipt.blockNumber, { pollingInterval: 10 });
      delays.push(performance.now() - began);
    }
    const median = delays.sort((a, b) => a - b)[5] ?? 0;
    console.log(`      a block is queryable after ${median.toFixed(0)} ms (median of 10)`);
    expect(median).to.be.below(1_500);
  });

  it("refuses bad input with a code, and the field where there is one", async () => {
    const cursor = (await graphql.getListings({ sort: "PRICE_ASC", first: 1 })).pageInfo.endCursor ?? "";
    for (const [query, code, field] of badQueries(cursor, alice.address)) {
      const { errors } = await ask(query);
      expect(errors, query).to.have.length(1);
      expect(errors?.[0]?.extensions, query).to.include(field === undefined ? { code } : { code, field });
    }
  });

  it("serves Ponder's generated schema and SQL that only reads, each at its own path", async () => {
    const root = indexer.url.replace(/\/graphql$/, "");
    const raw = await fetch(`${root}/graphql/raw`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ trades { totalCount } }" }),
    });
    const { totalCount } = await graphql.getTrades();
    expect(await raw.json()).to.deep.equal({ data: { trades: { totalCount } } });
    const page = await fetch(`${root}/graphql/raw`);
    expect([page.status, await page.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 405 && !text.includes("http"),
    );

    const sql = (statement: string) =>
      fetch(`${root}/sql/db?sql=${encodeURIComponent(JSON.stringify({ json: { sql: statement, params: [] } }))}`);
    expect(JSON.stringify(await (await sql("select count(*)::int as n from trade")).json())).to.include(
      String(totalCount),
    );
    expect((await sql("delete from trade")).ok).to.equal(false);
    expect((await graphql.getTrades()).totalCount).to.equal(totalCount);
  });

  it("says so when its port is taken, and starts nothing", async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port));
    });
    try {
      const { rpcUrl, deploymentFolder } = chain;
      const error = await startIndexer({ rpcUrl, deploymentFolder, port }).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(PortInUseError);
      expect((error as Error).message)
        .to.include(String(port))
        .and.include("PLAZA_GRAPHQL_PORT");
    } finally {
      blocker.close();
    }
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("It did not come true within 15 s.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
