import {
  AccessControlUnauthorizedAccountError,
  AmountAboveBidError,
  type AuctionTerms,
  approveCreditsSync,
  auctionId,
  BidReachesBuyoutError,
  buy,
  buyoutAuctionSync,
  buySync,
  buyWithCreditSync,
  cancelListingSync,
  createAuctionSync,
  defineResourcesSync,
  depositSync,
  domainSeparator,
  ERC20InsufficientAllowanceError,
  ExitNotReadyError,
  executeExitSync,
  feeSplit,
  finalizeAuctionSync,
  getAuction,
  getCreditsBalance,
  getItemOwner,
  getItemTraits,
  getListing,
  getResourceBalance,
  getVault,
  InsufficientFreeError,
  isNonceUsed,
  ListingNotActiveError,
  type ListingTerms,
  listApprovedSync,
  listItem,
  listItemSync,
  listingId,
  marketplaceAbi,
  mintCredits,
  mintCreditsSync,
  mintItemsSync,
  mintResourcesSync,
  NonceAlreadyUsedError,
  type PlazaDomain,
  PriceAboveMaximumError,
  pauseSync,
  plazaActions,
  postBidSync,
  registerKindsSync,
  requestExitSync,
  setApprovalForAllSync,
  setFeeSync,
  settleAuctionSync,
  signBid,
  signSettlement,
  signWithdrawal,
  unpackAuctionRules,
  updatePriceSync,
  withdrawSync,
  ZeroPriceError,
} from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { type Account, createPublicClient, type Hex, http, parseEther } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, clientOf, startTestChain, timeOf } from "../helpers/chain.ts";

const { admin, alice, bob, carol, settler } = actors;
const WIDGETS = 2n;

describe("the SDK on a chain", () => {
  let chain: Chain;
  let domain: PlazaDomain;
  const as = (account: Account) => clientOf(chain, account);
  const now = async () => (await as(admin).getBlock()).timestamp;

  /** Moves the chain's clock and makes a block. */
  const moveTo = async (timestamp: bigint) => {
    const time = timeOf(chain);
    await time.setNextBlockTimestamp({ timestamp });
    await time.mine({ blocks: 1 });
  };

  const fund = async (account: Account, amount: bigint) => {
    const { credits, marketplace } = chain.deployment;
    await mintCreditsSync(as(admin), { credits, to: account.address, amount });
    await approveCreditsSync(as(account), { credits, spender: marketplace, amount });
  };

  const mintTo = async (account: Account): Promise<bigint> => {
    const items = [{ kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "ROGUE", power: 90, luck: 7 } as const];
    const { tokenIds } = await mintItemsSync(as(admin), {
      token: chain.deployment.gameItems,
      to: account.address,
      items,
    });
    return tokenIds[0] ?? expect.fail("nothing was minted");
  };

  const listing = async (seller: Account, price: bigint) => {
    const { marketplace, gameItems: token } = chain.deployment;
    return listItemSync(as(seller), {
      marketplace,
      token,
      standard: "ERC721",
      tokenId: await mintTo(seller),
      price,
    });
  };

  before(async () => {
    chain = await startTestChain();
    const { marketplace, gameItems, gameResources, chainId } = chain.deployment;
    domain = { chainId, marketplace };
    await registerKindsSync(as(admin), { token: gameItems, kinds: [{ kind: 1, name: "Dagger", icon: "M0 0h9v9z" }] });
    await registerKindsSync(as(admin), {
      token: gameResources,
      kinds: [{ kind: Number(WIDGETS), name: "Widget", icon: "M0 0h9v9z" }],
    });
    await defineResourcesSync(as(admin), {
      token: gameResources,
      resources: [{ kind: Number(WIDGETS), itemType: "TOOL", rarity: "COMMON" }],
    });
  });

  after(() => chain.close());

  it("sells an item that was listed by a single transfer, and shares the price", async () => {
    const { marketplace, credits, gameItems } = chain.deployment;
    const price = parseEther("100") + 1n;
    await fund(bob, price);
    const listed = await listing(alice, price);
    expect(listed.listingId).to.equal(listingId(domain, listed));
    expect(await getListing(as(bob), { marketplace, id: listed.listingId })).to.deep.equal({
      status: "ACTIVE",
      price,
      remaining: 1n,
      feeBps: 500,
      maxRoyaltyBps: 0,
      standard: "ERC721",
    });

    const before = await getCreditsBalance(as(bob), { credits, account: alice.address });
    const simulated = await buy.simulate(as(bob), { marketplace, terms: listed, maxTotal: price });
    expect(simulated.result).to.equal(price);
    const gas = await buy.estimateGas(as(bob), { marketplace, terms: listed, maxTotal: price });
    expect(gas < 300_000n).to.equal(true);
    const bought = await buySync(as(bob), { marketplace, terms: listed, maxTotal: price });

    const { fee, proceeds } = feeSplit({ amount: price, feeBps: 500 });
    expect([bought.total, bought.fee, bought.buyer]).to.deep.equal([price, fee, bob.address]);
    expect(buy.extractEvent(bought.receipt.logs, { address: marketplace }).listingId).to.equal(listed.listingId);
    expect((await getCreditsBalance(as(bob), { credits, account: alice.address })) - before).to.equal(proceeds);
    expect(await getItemOwner(as(bob), { token: gameItems, tokenId: listed.tokenId })).to.equal(bob.address);
    const traits = await getItemTraits(as(bob), { token: gameItems, tokenId: listed.tokenId });
    expect([traits.itemType, traits.rarity, traits.class, traits.biome, traits.power, traits.luck]).to.deep.equal([
      "WEAPON",
      "EPIC",
      "ROGUE",
      "NONE",
      90,
      7,
    ]);
  });

  it("tells the second buyer that the listing is not active, by every way there is", async () => {
    const { marketplace } = chain.deployment;
    await fund(bob, 10n);
    await fund(carol, 10n);
    const terms = await listing(alice, 10n);
    await buySync(as(bob), { marketplace, terms, maxTotal: 10n });
    const late = { marketplace, terms, maxTotal: 10n };
    for (const attempt of [buy, buy.simulate, buy.estimateGas, buySync]) {
      const error = await rejection(attempt(as(carol), late));
      expect(error).to.be.instanceOf(ListingNotActiveError);
      expect(error).to.include({ shortMessage: "Sold to another player.", recovery: "browse_similar" });
      expect((error as ListingNotActiveError).args).to.deep.equal({ listingId: terms.listingId });
    }
  });

  it("lets one of several buyers in one block have the item, and tells the others why not", async () => {
    const { marketplace } = chain.deployment;
    const buyers = [bob, carol, actors.dave];
    for (const buyer of buyers) await fund(buyer, 10n);
    const terms = await listing(alice, 10n);
    const time = timeOf(chain);
    await time.setAutomine(false);
    try {
      // A given gas limit skips the estimate: nothing tells before the block that two of them come too late.
      const options = { marketplace, terms, maxTotal: 10n, gas: 300_000n };
      const race = Promise.allSettled(buyers.map((buyer) => buySync(as(buyer), options)));
      const pending = async () => (await time.getBlock({ blockTag: "pending" })).transactions.length;
      while ((await pending()) < buyers.length) await new Promise((next) => setTimeout(next, 10));
      await time.mine({ blocks: 1 });
      const outcomes = await race;
      expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.lengthOf(1);
      for (const outcome of outcomes)
        if (outcome.status === "rejected") expect(outcome.reason).to.be.instanceOf(ListingNotActiveError);
    } finally {
      await time.setAutomine(true);
    }
  });

  it("decodes an error of Credits that a purchase bubbles up", async () => {
    const { marketplace } = chain.deployment;
    const terms = await listing(alice, parseEther("5000"));
    const error = await rejection(buy(as(actors.erin), { marketplace, terms, maxTotal: terms.price }));
    expect(error).to.be.instanceOf(ERC20InsufficientAllowanceError);
    expect((error as ERC20InsufficientAllowanceError).args).to.include({ spender: marketplace, allowance: 0n });
  });

  it("lists a stack, sells a part of it, changes its price and takes back the rest", async () => {
    const { marketplace, gameResources: token } = chain.deployment;
    const minted = await mintResourcesSync(as(admin), {
      token,
      to: alice.address,
      mints: [{ tokenId: WIDGETS, quantity: 10n }],
    });
    expect(minted.mints).to.deep.equal([{ tokenId: WIDGETS, quantity: 10n }]);
    await fund(bob, 1_000n);
    const stack = { token, standard: "ERC1155", tokenId: WIDGETS, quantity: 10n } as const;
    const terms = await listItemSync(as(alice), { marketplace, ...stack, price: 7n });
    const bought = await buySync(as(bob), {
      marketplace,
      terms,
      quantity: 3n,
      maxTotal: 21n,
      recipient: carol.address,
    });
    expect([bought.total, bought.quantity, bought.royalty]).to.deep.equal([21n, 3n, 0n]);
    await updatePriceSync(as(alice), { marketplace, terms, price: 8n });
    const dear = await rejection(buy(as(bob), { marketplace, terms, quantity: 3n, maxTotal: 21n }));
    expect(dear).to.be.instanceOf(PriceAboveMaximumError);
    expect((dear as PriceAboveMaximumError).args).to.include({ total: 24n, maxTotal: 21n });
    expect((await cancelListingSync(as(alice), { marketplace, terms })).returned).to.equal(7n);
    const balance = (account: Account) =>
      getResourceBalance(as(alice), { token, account: account.address, tokenId: WIDGETS });
    expect([await balance(alice), await balance(carol)]).to.deep.equal([7n, 3n]);
  });

  it("lists by approval too, and refuses a price of zero with its own error", async () => {
    const { marketplace, gameItems: token } = chain.deployment;
    const tokenId = await mintTo(alice);
    await setApprovalForAllSync(as(alice), { token, operator: marketplace, approved: true });
    const listed = await listApprovedSync(as(alice), { marketplace, token, tokenId, price: 5n });
    expect(listed.listingId).to.equal(listingId(domain, listed));
    await setApprovalForAllSync(as(alice), { token, operator: marketplace, approved: false });

    const free = listItem(as(alice), {
      marketplace,
      token,
      standard: "ERC721",
      tokenId: await mintTo(alice),
      price: 0n,
    });
    expect(await rejection(free)).to.be.instanceOf(ZeroPriceError);
  });

  it("settles an auction with two signatures, and only once", async () => {
    const { marketplace, gameItems: token, credits } = chain.deployment;
    const start = await now();
    const auction = await createAuctionSync(as(alice), {
      marketplace,
      token,
      standard: "ERC721",
      tokenId: await mintTo(alice),
      startPrice: 100n,
      start,
      end: start + 60n,
    });
    const id = auction.auctionId;
    expect(id).to.equal(auctionId(domain, auction));
    await fund(bob, 1_000n);
    await depositSync(as(bob), { marketplace, amount: 1_000n });

    const bidSignature = await signBid(as(bob), { domain, auctionId: id, maxAmount: 400n });
    await moveTo(start + 60n + 5n);
    const settlement = { winner: bob.address, amount: 333n, nonce: 7n, deadline: (await now()) + 600n };
    const settlerSignature = await signSettlement(as(settler), { domain, auctionId: id, ...settlement });
    const signed = { marketplace, terms: auction, settlement, maxAmount: 400n, settlerSignature, bidSignature };

    const greedy = settleAuctionSync(as(carol), { ...signed, settlement: { ...settlement, amount: 401n } });
    expect(await rejection(greedy)).to.be.instanceOf(AmountAboveBidError);

    const before = await getCreditsBalance(as(alice), { credits, account: alice.address });
    const settled = await settleAuctionSync(as(carol), signed);
    const { fee, proceeds } = feeSplit({ amount: 333n, feeBps: 500 });
    expect([settled.winner, settled.amount, settled.fee]).to.deep.equal([bob.address, 333n, fee]);
    expect((await getCreditsBalance(as(alice), { credits, account: alice.address })) - before).to.equal(proceeds);
    expect(await getItemOwner(as(alice), { token, tokenId: auction.tokenId })).to.equal(bob.address);
    expect(await isNonceUsed(as(alice), { marketplace, signer: settler.address, nonce: 7n })).to.equal(true);
    expect(await getAuction(as(alice), { marketplace, id })).to.include({ status: "SETTLED", winner: bob.address });
    const again = await rejection(settleAuctionSync(as(carol), signed));
    expect(again).to.include({ name: "AuctionAlreadySettledError", code: "auction_already_settled" });
  });

  it("sells an auction's item at once for its buyout price, which a beaten post pays in part", async () => {
    const { marketplace, gameItems: token } = chain.deployment;
    const start = await now();
    const open = async (salt: bigint) =>
      createAuctionSync(as(alice), {
        ...{ marketplace, token, standard: "ERC721", tokenId: await mintTo(alice), salt },
        ...{ startPrice: 100n, buyoutPrice: 1_000n, maxRoyaltyBps: 250, start, end: start + 600n },
      });
    const [first, second] = [await open(1n), await open(2n)];
    expect(unpackAuctionRules(first.rules)).to.include({ buyoutPrice: 1_000n, maxRoyaltyBps: 250n });

    await fund(bob, 300n);
    await postBidSync(as(bob), { marketplace, terms: first, amount: 300n });
    await fund(carol, 1_000n);
    expect(await rejection(postBidSync(as(carol), { marketplace, terms: first, amount: 1_000n }))).to.be.instanceOf(
      BidReachesBuyoutError,
    );
    const bought = await buyoutAuctionSync(as(carol), { marketplace, terms: first });
    const { fee } = feeSplit({ amount: 1_000n, feeBps: 500 });
    expect(bought).to.include({ buyer: carol.address, amount: 1_000n, fee });
    expect(await getItemOwner(as(alice), { token, tokenId: first.tokenId })).to.equal(carol.address);
    const state = await getAuction(as(alice), { marketplace, id: first.auctionId });
    expect(state).to.include({ status: "SETTLED", winner: carol.address });
    expect((await getVault(as(bob), { marketplace, account: bob.address })).credit).to.equal(300n);

    await fund(bob, 700n);
    await buyoutAuctionSync(as(bob), { marketplace, terms: second, useCredit: true });
    expect(await getItemOwner(as(alice), { token, tokenId: second.tokenId })).to.equal(bob.address);
    expect((await getVault(as(bob), { marketplace, account: bob.address })).credit).to.equal(0n);
  });

  it("buys from credit", async () => {
    const { marketplace, gameItems: token } = chain.deployment;
    const start = await now();
    const goods = { marketplace, token, standard: "ERC721" } as const;
    const times = { startPrice: 100n, start, end: start + 600n };
    const auction = await createAuctionSync(as(alice), { ...goods, tokenId: await mintTo(alice), ...times });
    await fund(bob, 150n);
    await postBidSync(as(bob), { marketplace, terms: auction, amount: 150n });
    await fund(carol, 200n);
    await postBidSync(as(carol), { marketplace, terms: auction, amount: 200n });

    const { tokenId, ...terms } = await listing(alice, 120n);
    const { total } = await buyWithCreditSync(as(bob), { marketplace, terms: { tokenId, ...terms }, maxTotal: 120n });
    expect(total).to.equal(120n);
    expect(await getItemOwner(as(alice), { token, tokenId })).to.equal(bob.address);
    expect((await getVault(as(bob), { marketplace, account: bob.address })).credit).to.equal(30n);
  });

  it("withdraws with a co-signature, and exits without one after its time", async () => {
    const { marketplace, credits } = chain.deployment;
    await fund(carol, 900n);
    await depositSync(as(carol), { marketplace, amount: 900n });
    const withdrawal = {
      account: carol.address,
      amount: 200n,
      recipient: bob.address,
      nonce: 99n,
      deadline: (await now()) + 300n,
    };
    const settlerSignature = await signWithdrawal(as(settler), { domain, withdrawal });
    const before = await getCreditsBalance(as(bob), { credits, account: bob.address });
    const paid = await withdrawSync(as(carol), { marketplace, withdrawal, settlerSignature });
    expect([paid.account, paid.amount]).to.deep.equal([carol.address, 200n]);
    expect((await getCreditsBalance(as(bob), { credits, account: bob.address })) - before).to.equal(200n);
    const again = withdrawSync(as(carol), { marketplace, withdrawal, settlerSignature });
    expect(await rejection(again)).to.be.instanceOf(NonceAlreadyUsedError);

    expect(await rejection(requestExitSync(as(carol), { marketplace, amount: 701n }))).to.be.instanceOf(
      InsufficientFreeError,
    );
    const { exitableAt } = await requestExitSync(as(carol), { marketplace, amount: 700n });
    expect(await getVault(as(carol), { marketplace, account: carol.address })).to.deep.equal({
      free: 0n,
      exiting: 700n,
      exitableAt: Number(exitableAt),
      credit: 0n,
      presented: 0n,
    });
    const early = await rejection(executeExitSync(as(carol), { marketplace }));
    expect(early).to.be.instanceOf(ExitNotReadyError);
    expect((early as ExitNotReadyError).retryable).to.equal(true);
    await moveTo(exitableAt);
    const executed = await executeExitSync(as(carol), { marketplace });
    expect([executed.recipient, executed.amount]).to.deep.equal([carol.address, 700n]);
  });

  it("gives an item back that nobody settled, in two calls", async () => {
    const { marketplace, gameItems: token } = chain.deployment;
    const start = await now();
    const goods = { token, standard: "ERC721", tokenId: await mintTo(alice) } as const;
    const terms = await createAuctionSync(as(alice), {
      marketplace,
      ...goods,
      startPrice: 1n,
      start,
      end: start + 60n,
    });
    await moveTo(start + 60n + 60n + 120n);
    const first = await finalizeAuctionSync(as(bob), { marketplace, terms });
    expect(first.outcome).to.equal("announced");
    if (first.outcome !== "announced") return;
    await moveTo(first.finalizableAt);
    expect((await finalizeAuctionSync(as(bob), { marketplace, terms })).outcome).to.equal("returned");
    expect(await getItemOwner(as(bob), goods)).to.equal(alice.address);
  });

  it("fills in addresses for a client that was extended", async () => {
    const player = as(bob).extend(plazaActions(chain.deployment));
    await fund(bob, 50n);
    const terms = await listing(alice, 50n);
    await player.approveCreditsSync({ amount: 50n });
    const { total } = await player.buySync({ terms, maxTotal: 50n });
    expect(total).to.equal(50n);
    expect(await player.getItemOwner({ tokenId: terms.tokenId })).to.equal(bob.address);
    expect(await player.getFeeBps()).to.equal(500);
    expect(await rejection(player.pause())).to.be.instanceOf(AccessControlUnauthorizedAccountError);
  });

  it("batches calls: what .call gives can be sent by anybody's own means", async () => {
    const { credits } = chain.deployment;
    const call = mintCredits.call({ credits, to: bob.address, amount: 5n });
    const hash = await as(admin).sendTransaction({ to: call.to, data: call.data });
    const receipt = await as(admin).waitForTransactionReceipt({ hash });
    expect(mintCredits.extractEvent(receipt.logs, { address: credits })).to.deep.include({
      to: bob.address,
      value: 5n,
    });
  });

  it("computes every id and digest as the contract does", async () => {
    const { marketplace } = chain.deployment;
    const client = as(admin);
    expect(domainSeparator(domain)).to.equal(
      await client.readContract({ address: marketplace, abi: marketplaceAbi, functionName: "DOMAIN_SEPARATOR" }),
    );
    const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => {
      return `0x${Buffer.from(bytes).toString("hex")}` as const;
    });
    const common = { seller: address, token: address, tokenId: word, quantity: word, salt: word };
    const listings: fc.Arbitrary<ListingTerms> = fc.record({ ...common, schedule: word, taker: address });
    const auctions: fc.Arbitrary<AuctionTerms> = fc.record({
      ...common,
      startPrice: word,
      reservePrice: word,
      rules: word,
    });
    await fc.assert(
      fc.asyncProperty(listings, auctions, async (listing, auction) => {
        const [onChainListing, onChainAuction] = await Promise.all([
          client.readContract({
            address: marketplace,
            abi: marketplaceAbi,
            functionName: "listingId",
            args: [listing],
          }),
          client.readContract({
            address: marketplace,
            abi: marketplaceAbi,
            functionName: "auctionId",
            args: [auction],
          }),
        ]);
        expect(listingId(domain, listing)).to.equal(onChainListing);
        expect(auctionId(domain, auction)).to.equal(onChainAuction);
      }),
      { numRuns: 25 },
    );
    // Digests of bids, settlements and withdrawals are held to the contract above, where it recovers their signers.
  });

  it("splits every price as the contract does", async () => {
    const { marketplace, gameResources: token } = chain.deployment;
    const prices = fc.oneof(fc.bigInt({ min: 1n, max: 30_000n }), fc.bigInt({ min: 1n, max: 10n ** 26n }));
    await fc.assert(
      fc.asyncProperty(prices, fc.integer({ min: 0, max: 1_000 }), async (price, feeBps) => {
        await fund(bob, price);
        await mintResourcesSync(as(admin), { token, to: alice.address, mints: [{ tokenId: WIDGETS, quantity: 1n }] });
        await setFeeSync(as(admin), { marketplace, feeBps });
        const stack = { token, standard: "ERC1155", tokenId: WIDGETS } as const;
        const terms = await listItemSync(as(alice), { marketplace, ...stack, price });
        const { total, fee } = await buySync(as(bob), { marketplace, terms, maxTotal: price });
        expect(total).to.equal(price);
        expect(fee).to.equal(feeSplit({ amount: price, feeBps }).fee);
      }),
      { numRuns: 25 },
    );
    await setFeeSync(as(admin), { marketplace, feeBps: 500 });
  });

  it("says when the marketplace is paused", async () => {
    const { marketplace } = chain.deployment;
    const terms = await listing(alice, 5n);
    await fund(bob, 5n);
    await pauseSync(as(admin), { marketplace });
    const error = await rejection(buy(as(bob), { marketplace, terms, maxTotal: 5n }));
    expect(error).to.include({ name: "EnforcedPauseError", retryable: true });
  });

  it("says when the chain cannot be reached", async () => {
    const nowhere = createPublicClient({ transport: http("http://127.0.0.1:1", { retryCount: 0 }) });
    const error = await rejection(getListing(nowhere, { marketplace: domain.marketplace, id: zero }));
    expect(error).to.include({ name: "ConnectionError", recovery: "check_connection", retryable: true });
  });
});

const zero: Hex = `0x${"0".repeat(64)}`;

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail("it should have been rejected");
}
