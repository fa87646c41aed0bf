import { type RunningIndexer, startIndexer } from "@plaza/indexer/launch";
import {
  type AuctionTerms,
  bidHash,
  buyManySync,
  buyoutAuctionSync,
  buySync,
  buyWithCreditSync,
  claimItemSync,
  collectFeesSync,
  createAuctionSync,
  createGraphqlClient,
  defineResourcesSync,
  depositSync,
  finalizeAuctionSync,
  type GraphqlClient,
  gameItemsAbi,
  listItemSync,
  mintResourcesSync,
  postBidSync,
  presentBidSync,
  receiptTypedData,
  registerKindsSync,
  signBid,
  withdrawCreditSync,
} from "@plaza/sdk";
import { expect } from "chai";
import hre from "hardhat";
import { getAddress, type Hex, parseEther, zeroHash } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, startTestChain } from "../helpers/chain.ts";
import { expectMirror } from "../helpers/indexMirror.ts";
import { openMarket } from "../helpers/market.ts";
import { readLedger } from "../helpers/moneyMirror.ts";

const { admin, alice, bob, carol, dave, receiptSigner, treasury } = actors;
const names = new Map(Object.entries(actors).map(([name, { address }]) => [address as string, name]));

describe("the indexer on money and bids", function () {
  this.timeout(180_000);
  let chain: Chain;
  let indexer: RunningIndexer;
  let graphql: GraphqlClient;
  let market: ReturnType<typeof openMarket>;

  const mirrors = () =>
    expectMirror(
      chain,
      indexer.url,
      [alice, bob, carol, dave, treasury].map(({ address }) => address),
    );
  const ask = async (query: string) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(indexer.url, { method: "POST", headers, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: Record<string, never> }).data;
  };
  const nameOf = (account: string | null) => {
    if (account === chain.deployment.marketplace) return "marketplace";
    return account === null ? "" : (names.get(account) ?? account);
  };
  /** What moved for a listing or auction, a line each. */
  const movedFor = async (reference: Hex) =>
    (await readLedger(indexer.url, { reference: [reference] })).map(
      ({ account, pocket, direction, amount, cause, counterparty }) =>
        `${cause} ${nameOf(account)} ${pocket} ${direction} ${amount} ${nameOf(counterparty)}`.trim(),
    );

  before(async () => {
    chain = await startTestChain();
    market = openMarket(chain);
    const { gameItems } = chain.deployment;
    await market.registerSword("Dagger of Dawn", "M0 0h9v9z");
    for (const account of [alice, bob, carol]) await market.fund(account, parseEther("1000"));
    const set = { address: gameItems, abi: gameItemsAbi } as const;
    await market.as(admin).writeContract({ ...set, functionName: "setRoyalty", args: [dave.address, 250n] });
    await market.as(admin).writeContract({ ...set, functionName: "setStudioSeller", args: [alice.address, true] });
    const { rpcUrl, deploymentFolder } = chain;
    indexer = await startIndexer({ rpcUrl, deploymentFolder });
    graphql = createGraphqlClient({ url: indexer.url });
  });
  after(async () => {
    await indexer?.close();
    await chain?.close();
  });

  const listSword = async (seller: typeof alice, price: bigint) => {
    const { marketplace, gameItems: token } = chain.deployment;
    const goods = { token, standard: "ERC721", tokenId: await market.mintSword(seller.address) } as const;
    return listItemSync(market.as(seller), { marketplace, ...goods, price, maxRoyaltyBps: 1_000 });
  };
  /** An auction that runs for so many seconds, without a royalty. */
  const auctionSword = async (seller: typeof alice, seconds: bigint, buyoutPrice?: bigint) => {
    const { marketplace, gameItems: token } = chain.deployment;
    const goods = { token, standard: "ERC721", tokenId: await market.mintSword(seller.address) } as const;
    const start = await market.now();
    const times = { start, end: start + seconds };
    const offered = { marketplace, ...goods, ...times, startPrice: 100n, buyoutPrice };
    return { ...(await createAuctionSync(market.as(seller), offered)), ...times };
  };
  /** Ends an auction without the relayer, in both calls. */
  const finalize = async (terms: AuctionTerms & { end: bigint }) => {
    const { marketplace } = chain.deployment;
    await market.moveTo(terms.end + 60n + 120n);
    const begun = await finalizeAuctionSync(market.as(dave), { marketplace, terms });
    if (begun.outcome === "announced") await market.moveTo(begun.finalizableAt);
    return finalizeAuctionSync(market.as(dave), { marketplace, terms });
  };

  it("tells a sale's proceeds, royalty and fee apart, and the studio's sales from those of players", async () => {
    const { marketplace } = chain.deployment;
    const terms = await listSword(alice, 1_000n);
    await buySync(market.as(bob), { marketplace, terms, maxTotal: 1_000n });
    const { listingId: fromCarol } = await listSword(carol, 1_000n);
    await mirrors();
    expect(await movedFor(terms.listingId)).to.deep.equal([
      "ROYALTY bob WALLET OUT 25 dave",
      "ROYALTY dave WALLET IN 25 bob",
      "TRADE bob WALLET OUT 925 alice",
      "TRADE alice WALLET IN 925 bob",
      "FEE bob WALLET OUT 50 marketplace",
      "FEE marketplace WALLET IN 50 bob",
    ]);
    expect((await graphql.getTrades({ first: 1, filter: { primary: true } })).nodes[0]).to.include({ primary: true });
    expect((await graphql.getListingById(fromCarol))?.primary).to.equal(false);
    expect(
      await ask(
        `{ studio: account(address: "${alice.address}") { studio } player: account(address: "${bob.address}") { studio } }`,
      ),
    ).to.deep.equal({ studio: { studio: true }, player: { studio: false } });
  });

  it("follows a basket, whose proceeds of one seller and whose fees are paid at once", async () => {
    const { marketplace } = chain.deployment;
    const listings = [await listSword(alice, 400n), await listSword(alice, 600n), await listSword(carol, 200n)];
    const purchases = listings.map((terms) => ({ terms, maxTotal: terms.price }));
    const { receipt } = await buyManySync(market.as(bob), { marketplace, purchases });
    await mirrors();
    const moved = (await readLedger(indexer.url, { account: [bob.address] })).filter(({ id }) =>
      id.startsWith(receipt.transactionHash),
    );
    expect(moved.map(({ cause, amount, counterparty }) => `${cause} ${amount} ${nameOf(counterparty)}`)).to.deep.equal([
      "ROYALTY 10 dave",
      "ROYALTY 15 dave",
      "ROYALTY 5 dave",
      "TRADE 925 alice",
      "TRADE 185 carol",
      "FEE 60 marketplace",
    ]);
    expect(moved[4]?.reference).to.equal(listings[2]?.listingId);
  });

  it("follows posted bids: beaten, raised with what came back, and the winner's", async () => {
    const { marketplace } = chain.deployment;
    const terms = await auctionSword(alice, 600n);
    const post = (account: typeof alice, amount: bigint, useCredit = false) =>
      postBidSync(market.as(account), { marketplace, terms, amount, useCredit });
    await post(bob, 200n);
    await post(carol, 300n);
    await post(bob, 500n, true);
    await mirrors();
    expect(await movedFor(terms.auctionId)).to.deep.equal([
      "BID bob WALLET OUT 200 marketplace",
      "BID marketplace WALLET IN 200 bob",
      "REFUND bob CREDIT IN 200",
      "BID carol WALLET OUT 300 marketplace",
      "BID marketplace WALLET IN 300 carol",
      "REFUND carol CREDIT IN 300",
      "BID bob CREDIT OUT 200",
      "BID bob WALLET OUT 300 marketplace",
      "BID marketplace WALLET IN 300 bob",
    ]);
    const auction = await graphql.getAuctionById(terms.auctionId);
    expect(auction?.topPost).to.deep.equal({ bidder: bob.address, amount: 500n });
    await finalize(terms);
    await mirrors();
    expect((await movedFor(terms.auctionId)).slice(9)).to.deep.equal([
      "TRADE bob VAULT OUT 500",
      "TRADE marketplace WALLET OUT 475 alice",
      "TRADE alice WALLET IN 475 marketplace",
    ]);
    const query = `{ auction(id: "${terms.auctionId}") { winner bids { totalCount nodes { kind bidder amount sequence } } }
      auctions(filter: { hasChainBids: true, status: [SETTLED] }) { totalCount } }`;
    expect(await ask(query)).to.deep.equal({
      auction: {
        winner: bob.address,
        bids: {
          totalCount: 3,
          nodes: [
            { kind: "POSTED", bidder: bob.address, amount: "500", sequence: null },
            { kind: "POSTED", bidder: carol.address, amount: "300", sequence: null },
            { kind: "POSTED", bidder: bob.address, amount: "200", sequence: null },
          ],
        },
      },
      auctions: { totalCount: 1 },
    });
  });

  it("follows a buyout and a purchase that credit pays for in part, and the credit that is left", async () => {
    const { marketplace } = chain.deployment;
    const auction = await auctionSword(alice, 600n, 250n);
    await buyoutAuctionSync(market.as(carol), { marketplace, terms: auction, useCredit: true });
    await mirrors();
    expect(await movedFor(auction.auctionId)).to.deep.equal([
      "TRADE carol CREDIT OUT 250",
      "TRADE marketplace WALLET OUT 237 alice",
      "TRADE alice WALLET IN 237 marketplace",
    ]);
    // The rest in the wallet is as much as the fee: still it is no fee.
    const terms = await listSword(alice, 53n);
    await buyWithCreditSync(market.as(carol), { marketplace, terms, maxTotal: 53n });
    await mirrors();
    expect((await movedFor(terms.listingId)).slice(0, 3)).to.deep.equal([
      "TRADE carol CREDIT OUT 50",
      "TRADE carol WALLET OUT 3 marketplace",
      "TRADE marketplace WALLET IN 3 carol",
    ]);
    const beaten = await auctionSword(alice, 600n);
    await postBidSync(market.as(carol), { marketplace, terms: beaten, amount: 100n });
    await postBidSync(market.as(bob), { marketplace, terms: beaten, amount: 200n });
    await withdrawCreditSync(market.as(carol), { marketplace, recipient: dave.address });
    await collectFeesSync(market.as(bob), { marketplace });
    await mirrors();
    const last = (await readLedger(indexer.url)).slice(-5);
    expect(
      last.map(({ cause, account, pocket, direction }) => `${cause} ${nameOf(account)} ${pocket} ${direction}`),
    ).to.deep.equal([
      "WITHDRAWAL carol CREDIT OUT",
      "WITHDRAWAL marketplace WALLET OUT",
      "WITHDRAWAL dave WALLET IN",
      "FEE marketplace WALLET OUT",
      "FEE treasury WALLET IN",
    ]);
  });

  it("follows a bid that was presented with its receipt, and wins", async () => {
    const { marketplace } = chain.deployment;
    const terms = await auctionSword(alice, 60n);
    const { auctionId } = terms;
    await depositSync(market.as(carol), { marketplace, amount: 400n });
    const domain = { chainId: chain.chainId, marketplace };
    const bid = { bidder: carol.address, maxAmount: 400n };
    const receipt = { amount: 150n, sequence: 7n, receivedAt: terms.start, previous: zeroHash };
    const bidSignature = await signBid(market.as(carol), { domain, auctionId, maxAmount: 400n });
    const receiptSignature = await receiptSigner.signTypedData(
      receiptTypedData(domain, { auctionId, bidHash: bidHash(domain, { auctionId, ...bid }), ...receipt }),
    );
    await market.moveTo(terms.end + 1n);
    await presentBidSync(market.as(dave), { marketplace, terms, bid, bidSignature, receipt, receiptSignature });
    expect(await finalize(terms)).to.include({ outcome: "sold", winner: carol.address, amount: 150n });
    await mirrors();
    const query = `{ bids(filter: { auction: ["${auctionId}"] }) { nodes { kind bidder amount maxAmount sequence auction { status } } } }`;
    expect(await ask(query)).to.deep.equal({
      bids: {
        nodes: [
          {
            ...{ kind: "PRESENTED", bidder: carol.address, amount: "150", maxAmount: "400", sequence: "7" },
            auction: { status: "SETTLED" },
          },
        ],
      },
    });
    expect((await movedFor(auctionId))[0]).to.equal("TRADE carol VAULT OUT 150");
  });

  it("shows what an account has to claim until it does", async () => {
    const { marketplace, gameResources: token } = chain.deployment;
    const { abi, bytecode } = await hre.artifacts.readArtifact("RefusingReceiver");
    const hash = await market.as(bob).deployContract({ abi, bytecode: bytecode as Hex });
    const { contractAddress } = await market.as(bob).waitForTransactionReceipt({ hash });
    const recipient = getAddress(contractAddress ?? expect.fail());
    await registerKindsSync(market.as(admin), { token, kinds: [{ kind: 1, name: "Potion", icon: "M0 0h1v1z" }] });
    await defineResourcesSync(market.as(admin), {
      token,
      resources: [{ kind: 1, itemType: "GEAR", rarity: "COMMON" }],
    });
    await mintResourcesSync(market.as(admin), { token, to: alice.address, mints: [{ tokenId: 1n, quantity: 9n }] });
    const stack = { token, standard: "ERC1155", tokenId: 1n, quantity: 9n } as const;
    const terms = await listItemSync(market.as(alice), { marketplace, ...stack, price: 5n });
    for (const quantity of [2n, 3n])
      await buySync(market.as(bob), { marketplace, terms, quantity, maxTotal: 15n, recipient });
    await mirrors();
    const claims = async () =>
      (await ask(
        `{ account(address: "${bob.address}") { claims { id quantity item { token tokenId } } } }`,
      )) as unknown as {
        account: { claims: object[] };
      };
    expect((await claims()).account.claims).to.deep.equal([
      { id: terms.listingId, quantity: "5", item: { token, tokenId: "1" } },
    ]);
    await claimItemSync(market.as(bob), { marketplace, id: terms.listingId });
    await mirrors();
    expect((await claims()).account.claims).to.deep.equal([]);
  });
});
