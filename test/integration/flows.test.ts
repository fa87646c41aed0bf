import {
  acceptOfferFlow,
  approveCreditsSync,
  auctionFlow,
  bidFlow,
  buyManyFlow,
  buySync,
  cancelFlow,
  createRelayerClient,
  depositFlow,
  type Flow,
  type FlowContext,
  finalizeFlow,
  getPost,
  getVault,
  listFlow,
  memoryFlowStore,
  mintCreditsSync,
  mintItemsSync,
  offerFlow,
  type PlazaError,
  parseReceipt,
  presentBidFlow,
  type RelayerClient,
  receiptHash,
  type SignedReceipt,
  settleFlow,
  signBid,
  signSettlement,
  unpackAuctionRules,
  verifyRelayerKeys,
  withdrawalHash,
  withdrawFlow,
} from "@plaza/sdk";
import { expect } from "chai";
import { bytesToHex, type LocalAccount } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { runPlaza } from "../helpers/plazaCommand.ts";
import { until } from "../helpers/until.ts";
import { walletOf } from "../helpers/wallet.ts";

const { admin, alice, bob, carol, settler } = actors;
const CHALLENGE = 5n;

describe("flows over chain and relayer", () => {
  let house: AuctionHouse;
  let relayer: RelayerClient;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    relayer = createRelayerClient({ url: (await house.relayer({ data: "memory://" })).url });
  });
  after(() => house.close());

  const as = (account: LocalAccount) => clientOf(house.chain, account);
  const contextOf = (account: LocalAccount, more: Partial<FlowContext> = {}): FlowContext => ({
    client: as(account),
    deployment: house.chain.deployment,
    relayer,
    store: memoryFlowStore(),
    ...more,
  });
  const types = ({ requirements }: Flow<unknown>) => requirements.map(({ type }) => type);
  const rich = (account: LocalAccount, amount: bigint) =>
    mintCreditsSync(as(admin), { credits: house.chain.deployment.credits, to: account.address, amount });
  const sword = async (to: LocalAccount) => {
    const { gameItems: token } = house.chain.deployment;
    const items = [{ kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "ROGUE", power: 9, luck: 7 } as const];
    const { tokenIds } = await mintItemsSync(as(admin), { token, to: to.address, items });
    return { token, standard: "ERC721" as const, tokenId: tokenIds[0] ?? expect.fail("nothing was minted") };
  };
  const failure = async (promise: Promise<unknown>): Promise<PlazaError> => {
    try {
      await promise;
    } catch (error) {
      return error as PlazaError;
    }
    return expect.fail("it should have failed");
  };

  it("lists, buys what is left of a basket, and takes back", async () => {
    const listed = [];
    for (const price of [credits(1), credits(2), credits(3)]) {
      const flow = await listFlow(contextOf(alice), { ...(await sword(alice)), price });
      expect(types(flow)).to.deep.equal(["transact"]);
      listed.push(await flow.run());
    }
    const [first, gone, kept] = listed.map((terms, index) => ({ terms, maxTotal: credits(index + 1) }));
    if (!first || !gone || !kept) throw new Error("nothing was listed");
    const { marketplace, credits: token } = house.chain.deployment;
    await rich(carol, credits(2));
    await approveCreditsSync(as(carol), { credits: token, spender: marketplace, amount: credits(2) });
    await rich(bob, credits(3));
    const basket = await buyManyFlow(contextOf(bob), { purchases: [first, gone] });
    expect(types(basket)).to.deep.equal(["approve", "transact"]);
    await buySync(as(carol), { marketplace, ...gone });
    const { bought, skipped, spent } = await basket.run();
    expect([bought.length, spent]).to.deep.equal([1, credits(1)]);
    expect(skipped).to.deep.equal([
      { listingId: listed[1]?.listingId, code: "listing_not_active", message: "Sold to another player." },
    ]);

    expect(await failure(cancelFlow(contextOf(bob), { listing: kept.terms }))).to.include({ name: "NotSellerError" });
    await (await cancelFlow(contextOf(alice), { listing: kept.terms })).run();
    expect(await failure(cancelFlow(contextOf(alice), { listing: kept.terms }))).to.include({
      name: "ListingOverError",
    });
  });

  it("bids with the deposit that it takes, resumed in the middle, and withdraws what is free", async () => {
    const { id, terms } = await house.auction({ startPrice: credits(10) });
    await rich(bob, credits(30));
    expect(await failure(bidFlow(contextOf(bob), { terms, maxAmount: credits(9) }))).to.include({
      name: "RelayerBidTooLowError",
      minimum: credits(10),
    });
    expect(await failure(bidFlow(contextOf(bob), { terms, maxAmount: credits(99) }))).to.include({
      name: "NotEnoughCreditsError",
    });
    const context = contextOf(bob);
    const flow = await bidFlow(context, { terms, maxAmount: credits(20) });
    expect(types(flow)).to.deep.equal(["approve", "transact", "wait", "sign", "request"]);
    // The page is closed while the deposit is on its way to being counted.
    const closed = new AbortController();
    const onState = ({ step }: { step: number }) => step === 2 && closed.abort();
    await failure(flow.run({ signal: closed.signal, onState }));
    const { receipt } = await (await bidFlow.resume(context, flow.id)).run();
    expect(receipt).to.include({ auctionId: id, amount: credits(20), sequence: 1n });
    expect((await getVault(as(bob), { marketplace: house.domain.marketplace, account: bob.address })).free).to.equal(
      credits(20),
    );
    // His own standing bid covers a higher one, but for the difference.
    await (await depositFlow(contextOf(bob), { amount: credits(5) })).run();
    const again = await bidFlow(contextOf(bob), { terms, maxAmount: credits(27) });
    expect(again.requirements[0]).to.include({ type: "approve", amount: credits(2) });

    expect(await failure(withdrawFlow(contextOf(bob), { amount: credits(25) }))).to.include({
      name: "RelayerInsufficientFreeError",
    });
    const before = await house.balanceOf(bob.address);
    const withdrawal = await withdrawFlow(context, { amount: credits(2) });
    expect(types(withdrawal)).to.deep.equal(["sign", "request", "transact"]);
    // The page is closed after the co-signature, and comes back when that is no longer good.
    const left = new AbortController();
    await failure(withdrawal.run({ signal: left.signal, onState: ({ step }) => step === 2 && left.abort() }));
    await house.moveTo((await house.now()) + 601);
    const asked: string[] = [];
    await (await withdrawFlow.resume(context, withdrawal.id)).run({
      onState: ({ status, step }) => asked.push(`${status} ${step}`),
    });
    expect(asked.filter((state) => state.startsWith("awaiting"))).to.deep.equal([
      "awaitingSignature 0",
      "awaitingSignature 2",
    ]);
    expect((await house.balanceOf(bob.address)) - before).to.equal(credits(2));
  }).timeout(120_000);

  it("takes no receipt that the contract would not take", async () => {
    const { terms } = await house.auction({ startPrice: credits(1) });
    await rich(carol, credits(8));
    await (await depositFlow(contextOf(carol), { amount: credits(8) })).run();
    const { domain } = house;
    const { start, end } = unpackAuctionRules(terms.rules);
    /** What the relayer itself can sign. */
    const otherwise = (change: Partial<SignedReceipt>) => async (receipt: SignedReceipt) => {
      const hash = receiptHash(domain, { ...receipt, ...change });
      return { ...receipt, ...change, hash, signature: await actors.receiptSigner.sign({ hash }) };
    };
    const forgeries: [reason: string, forge: (receipt: SignedReceipt) => Promise<SignedReceipt>][] = [
      ["it is another bid's", async (receipt) => ({ ...receipt, bidHash: receipt.hash })],
      ["its hash is not that of its content", async (receipt) => ({ ...receipt, sequence: 7n })],
      [
        "the Marketplace knows no such receipt key",
        async (receipt) => ({ ...receipt, signature: await bob.sign({ hash: receiptHash(domain, receipt) }) }),
      ],
      ["it has the bid at more than its most", otherwise({ amount: credits(99) })],
      ["it says that the bid came while nobody could bid", otherwise({ receivedAt: start - 1n })],
      ["it says that the bid came while nobody could bid", otherwise({ receivedAt: end + 10_000n })],
    ];
    for (const [index, [reason, forge]] of forgeries.entries()) {
      const liar: RelayerClient = {
        ...relayer,
        async placeBid(...args) {
          const taken = await relayer.placeBid(...args);
          return { ...taken, receipt: await forge(taken.receipt) };
        },
      };
      const maxAmount = credits(2 + index);
      const flow = await bidFlow(contextOf(carol, { relayer: liar }), { terms, maxAmount });
      const error = await failure(flow.run());
      expect(error).to.include({ name: "ReceiptNotProvenError", recovery: "cancel" });
      expect(error.metaMessages).to.deep.equal([`Reason: ${reason}`]);
    }
  });

  it("takes no co-signature that the contract would not take", async () => {
    await rich(carol, credits(1));
    await (await depositFlow(contextOf(carol), { amount: credits(1) })).run();
    const liar: RelayerClient = {
      ...relayer,
      async requestWithdrawal(...args) {
        const { withdrawal } = await relayer.requestWithdrawal(...args);
        return { withdrawal, signature: await bob.sign({ hash: withdrawalHash(house.domain, withdrawal) }) };
      },
    };
    const { marketplace } = house.domain;
    expect(await verifyRelayerKeys(as(carol), { relayer, marketplace })).to.include({ settler: settler.address });
    const states: string[] = [];
    const flow = await withdrawFlow(contextOf(carol, { relayer: liar }), { amount: 1n });
    const error = await failure(flow.run({ onState: ({ status, step }) => states.push(`${status} ${step}`) }));
    expect(error).to.include({ name: "UnknownRelayerKeyError", key: bob.address });
    // The wallet was asked for the request, and not to send anything.
    expect(states).to.include("awaitingSignature 0").and.not.include("awaitingSignature 2");
  });

  it("fails while the relayer is away, and posts on chain when told to, never by itself", async () => {
    const { id, terms } = await house.auction({ startPrice: credits(10) });
    await rich(bob, credits(10));
    const away = createRelayerClient({ url: "http://127.0.0.1:9" });
    const refused = await failure(bidFlow(contextOf(bob, { relayer: away }), { terms, maxAmount: credits(10) }));
    expect(refused).to.include({ name: "ConnectionError", recovery: "check_connection" });
    expect(await failure(withdrawFlow(contextOf(bob, { relayer: undefined }), { amount: 1n }))).to.include({
      name: "ConfigurationError",
      field: "relayer",
    });
    const flow = await bidFlow(contextOf(bob, { relayer: away }), { terms, maxAmount: credits(10), via: "chain" });
    expect(types(flow)).to.deep.equal(["approve", "transact"]);
    expect(await flow.run()).to.include({ auctionId: id, receipt: null });
  });

  it("is what `plaza bid` runs, which only posts on chain when told to", async () => {
    const { id } = await house.auction({ startPrice: credits(10) });
    await rich(bob, credits(40));
    const { privateKey } = bob.getHdKey();
    if (privateKey === null) throw new Error("Bob has no key");
    const environment = {
      PLAZA_PRIVATE_KEY: bytesToHex(privateKey),
      PLAZA_RPC_URL: house.chain.rpcUrl,
      PLAZA_DEPLOYMENT: house.chain.deploymentFolder,
      PLAZA_RELAYER_URL: relayer.url,
    };
    const low = await runPlaza(["bid", id, "--max", "9"], environment);
    expect([low.code, low.output]).to.deep.equal([3, ""]);
    expect(low.errors).to.include("Raise your bid.").and.not.include("--post");

    const { code, output, errors } = await runPlaza(["bid", id, "--max", "20", "--proxy", "--json"], environment);
    expect(errors)
      .to.include("to do: Sign the bid")
      .and.include("100 %")
      .and.not.include(environment.PLAZA_PRIVATE_KEY);
    const { receipt, transaction } = JSON.parse(output);
    expect([code, transaction, receipt.amount]).to.deep.equal([0, null, String(credits(10))]);
    const [bid] = await relayer.getBids(id);
    expect(bid).to.deep.include({ bidder: bob.address, proxy: true, receipt: parseReceipt(receipt) });

    const raised = await runPlaza(["bid", id, "--max", "22"], environment);
    const [told = "", kept = ""] = raised.output.split("\n");
    expect(told).to.include("bid number 2 stands at 22 Credits");
    expect((await relayer.getBids(id)).at(-1)?.receipt).to.deep.equal(parseReceipt(JSON.parse(kept)));

    const away = { ...environment, PLAZA_RELAYER_URL: "http://127.0.0.1:9" };
    const before = await house.balanceOf(bob.address);
    const refused = await runPlaza(["bid", id, "--max", "15"], away);
    expect([refused.code, refused.output]).to.deep.equal([3, ""]);
    expect(refused.errors).to.include("--post").and.include("Could not reach the server.");
    expect(await house.balanceOf(bob.address)).to.equal(before);
    const posted = await runPlaza(["bid", id, "--max", "15", "--post"], away);
    expect([posted.code, posted.output.startsWith("posted 15 Credits on chain, in 0x")]).to.deep.equal([0, true]);
    expect(before - (await house.balanceOf(bob.address))).to.equal(credits(15));
    const post = await getPost(as(bob), { marketplace: house.domain.marketplace, id });
    expect(post).to.include({ bidder: bob.address, amount: credits(15) });
  }).timeout(120_000);

  it("offers and accepts by the book, the item alone being allowed to move", async () => {
    const goods = await sword(alice);
    await rich(bob, credits(8));
    const flow = await offerFlow(contextOf(bob), { ...goods, price: credits(8), nonce: 7n });
    expect(types(flow)).to.deep.equal(["approve", "sign", "request"]);
    const { offerId, offer, signature } = await flow.run();
    const found = await relayer.getOrder(offerId);
    expect(found).to.include({ kind: "offer", signature });
    const accept = await acceptOfferFlow(contextOf(alice), { offer, signature, minProceeds: credits(7) });
    expect(types(accept)).to.deep.equal(["approve", "transact"]);
    await accept.run();
    expect(await house.ownerOf(goods.tokenId)).to.equal(bob.address);
    expect(await failure(acceptOfferFlow(contextOf(alice), { offer, signature, minProceeds: 1n }).then((f) => f.run())))
      .to.have.property("name")
      .that.is.a("string");
  });

  it("auctions, and presents a bid by its receipt", async () => {
    const start = BigInt(await house.now()) + 300n;
    const goods = await sword(alice);
    const flow = await auctionFlow(contextOf(alice), { ...goods, startPrice: credits(10), start, end: start + 600n });
    const { auctionId, ...terms } = await flow.run();
    await house.moveTo(start);
    await house.deposit(carol, credits(15));
    await until("the relayer knows the auction", async () => (await relayer.getAuction(auctionId)).status === "live");
    const { receipt } = await (await bidFlow(contextOf(carol), { terms, maxAmount: credits(15) })).run();
    if (receipt === null) throw new Error("there is no receipt");
    const bid = { bidder: carol.address, maxAmount: credits(15) };
    const bidSignature = await signBid(as(carol), { domain: house.domain, auctionId, maxAmount: bid.maxAmount });
    const right = { terms, bid, bidSignature, receipt, receiptSignature: receipt.signature };
    expect(await failure(presentBidFlow(contextOf(bob), right))).to.include({ name: "PresentationNotOpenError" });
    await house.moveTo(unpackAuctionRules(terms.rules).end);
    expect(await (await presentBidFlow(contextOf(bob), right)).run()).to.include({ bidder: carol.address });
  }).timeout(120_000);

  it("settles by what settler and winner signed, once", async () => {
    const { id, terms } = await house.auction({ startPrice: credits(10) });
    await house.deposit(carol, credits(10));
    const { domain } = house;
    // The relayer knows of no bid, so its worker leaves this one alone.
    const bidSignature = await signBid(as(carol), { domain, auctionId: id, maxAmount: credits(10) });
    await house.moveTo(terms.end + CHALLENGE);
    const nonce = { nonce: 99_999n, deadline: terms.end + 600n };
    const settlement = { winner: carol.address, amount: credits(10), ...nonce };
    const settlerSignature = await signSettlement(as(settler), { domain, auctionId: id, ...settlement });
    const settle = { terms, settlement, maxAmount: credits(10), settlerSignature, bidSignature };
    expect(await (await settleFlow(contextOf(bob), settle)).run()).to.include({ winner: carol.address });
    expect(await failure(settleFlow(contextOf(bob), settle))).to.have.property("recovery");
    expect(await failure(finalizeFlow(contextOf(bob), { terms }))).to.have.property("recovery");
  });

  it("asks a wallet that signs by itself no more than it needs", async () => {
    const wallet = walletOf(house.chain, bob);
    await rich(bob, credits(1));
    await (await depositFlow(contextOf(bob, { client: wallet.client }), { amount: credits(1) })).run();
    expect(wallet.sent()).to.equal(2);
  });
});
