import {
  type AuctionTerms,
  bidHash,
  bidTypedData,
  cancellationTypedData,
  encodeListingData,
  extensionTypedData,
  nonceBurnTypedData,
  packAuctionParams,
  packListingParams,
  receiptTypedData,
  settlementTypedData,
  settlerHash,
  unpackAuctionRules,
  withdrawalTypedData,
} from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { type Abi, type Address, encodeFunctionData, type Hex, keccak256, toHex, zeroHash } from "viem";
import {
  type ActorName,
  CHALLENGE,
  DAY,
  deployMarketplace,
  EXIT_DELAY,
  GRACE,
  type Place,
  PRICE,
  type Wallet,
} from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";
import { columns, table } from "./accessTable.ts";

/** A settlement of an ended auction, signed by everybody. */
async function settlementOf(place: Place, id: Hex, winner: ActorName, nonce: bigint) {
  const deadline = BigInt(await place.time.latest()) + 600n;
  const outcome = { auctionId: id, winner: place.addressOf(winner), amount: PRICE, nonce, deadline };
  const bid = { auctionId: id, bidder: place.addressOf(winner), maxAmount: PRICE };
  return [
    outcome,
    PRICE,
    await place.actor.settler.signTypedData(settlementTypedData(place.domain, outcome)),
    await place.actor[winner].signTypedData(bidTypedData(place.domain, bid)),
  ] as const;
}

/** What presents a bid at the start price, with the relayer's receipt for it. */
async function presentation(place: Place, { terms, id }: { terms: AuctionTerms; id: Hex }, bidder: ActorName) {
  const bid = { auctionId: id, bidder: place.addressOf(bidder), maxAmount: PRICE };
  const receipt = {
    amount: PRICE,
    sequence: 1n,
    receivedAt: unpackAuctionRules(terms.rules).start,
    previous: zeroHash,
  };
  const signed = receiptTypedData(place.domain, { auctionId: id, bidHash: bidHash(place.domain, bid), ...receipt });
  return [
    terms,
    bid,
    await place.actor[bidder].signTypedData(bidTypedData(place.domain, bid)),
    receipt,
    [],
    await place.actor.receiptKeeper.signTypedData(signed),
  ] as const;
}

/** Alice sells to bob while the currency refuses her, so that the proceeds wait for her as credit. */
async function giveCredit(place: Place, alice: Wallet) {
  const { terms, id } = await place.auction({ by: alice });
  await place.time.increaseTo(terms.end + CHALLENGE);
  await place.money.write.setListed([alice.account.address, true]);
  await place.marketplace.write.settleAuction([terms, ...(await settlementOf(place, id, "bob", 99n))]);
  await place.money.write.setListed([alice.account.address, false]);
}

/** A state in which every function can be tried, and for each the arguments that its rightful caller would give. */
async function prepare(place: Place): Promise<Record<string, readonly unknown[]>> {
  const { actor, addressOf, marketplace, items } = place;
  const bidder = { account: actor.alice.account };
  await place.deposit(actor.bob, 5n * PRICE);
  await place.deposit(actor.alice, 5n * PRICE);
  for (const name of Object.values(columns)) await place.fund(actor[name], 10n * PRICE);

  await marketplace.write.requestExit([PRICE], bidder);
  await giveCredit(place, actor.alice);
  // A contract that is no receiver refuses the units, which leaves alice a claim.
  const stack = await place.list({ quantity: 3n });
  await marketplace.write.buy([stack.terms, 1n, PRICE, place.money.address], bidder);
  const late = await place.auction();
  await place.time.increase(EXIT_DELAY);
  const settleable = await place.auction();
  await place.time.increase(DAY + CHALLENGE + 10n);
  expect(BigInt(await place.time.latest()) > late.terms.end + 3_600n + GRACE).to.equal(true);
  const scheduled = await place.auction({
    start: BigInt(await place.time.latest()) + DAY,
    end: BigInt(await place.time.latest()) + 2n * DAY,
  });
  const listing = await place.list();

  const start = BigInt(await place.time.latest()) + 60n;
  const consent = { amount: 1n, recipient: addressOf("carol"), nonce: 101n, deadline: start };
  const cosigned = await actor.settler.signTypedData(
    withdrawalTypedData(place.domain, { account: addressOf("alice"), ...consent }),
  );
  const running = await place.auction();
  const signerHash = settlerHash(addressOf("settler"));
  const burn = { signerHash, nonce: 7n };
  const cancellation = cancellationTypedData(place.domain, { auctionId: running.id, deadline: start });
  const extension = { auctionId: running.id, endsAt: running.terms.end + 1n };
  const prolonged = extensionTypedData(place.domain, extension);
  const itemId = 1_000n;
  await items.write.mint([addressOf("seller"), itemId]);
  await items.write.approve([place.address, itemId], { account: actor.seller.account });
  const noPermit = { value: 0n, deadline: 0n, v: 27, r: zeroHash, s: zeroHash };
  const params = packListingParams({ price: PRICE, salt: 0n });
  const auctionParams = packAuctionParams({
    startPrice: PRICE,
    reservePrice: 0n,
    start,
    end: start + DAY,
    incrementBps: 500n,
    salt: 0n,
  });
  const buyable = await place.auction({ startPrice: PRICE / 2n, buyoutPrice: PRICE });
  const data = encodeListingData({ price: PRICE, salt: 0n });
  const role = keccak256(toHex("PAUSER_ROLE"));
  const presented = await presentation(place, settleable, "alice");
  const [terms, bid, bidSignature, receipt, proof, receiptSignature] = presented;

  return {
    addSettler: [addressOf("bob")],
    removeSettler: [addressOf("settler")],
    addReceiptKey: [addressOf("bob")],
    removeReceiptKey: [addressOf("receiptKeeper")],
    allowBidVerifier: [place.money.address],
    setBidKey: [addressOf("bob"), 1n],
    burnNonce: [7n],
    burnNonceFor: [signerHash, 7n, await actor.settler.signTypedData(nonceBurnTypedData(place.domain, burn))],
    pause: [],
    unpause: [],
    setFee: [100n],
    setTreasury: [addressOf("bob")],
    collectFees: [],
    list: [items.address, itemId, 1n, params],
    updatePrice: [listing.terms, 2n * PRICE],
    cancelListing: [listing.terms],
    buy: [listing.terms, 1n, PRICE, addressOf("bob")],
    buyWithPermit: [listing.terms, 1n, PRICE, addressOf("bob"), noPermit],
    buyWithCredit: [listing.terms, 1n, PRICE, addressOf("bob")],
    buyMany: [[{ terms: listing.terms, quantity: 1n, maxTotal: PRICE }], PRICE, addressOf("bob")],
    createAuction: [items.address, itemId, 1n, auctionParams],
    buyoutAuction: [buyable.terms, addressOf("bob"), false],
    cancelAuction: [scheduled.terms],
    cancelRunningAuction: [running.terms, start, await actor.settler.signTypedData(cancellation)],
    postBid: [running.terms, PRICE, false],
    extendAuction: [running.terms, extension.endsAt, await actor.receiptKeeper.signTypedData(prolonged)],
    presentBid: presented,
    presentBids: [[{ terms, bid, bidSignature, receipt, proof, receiptSignature }]],
    settleAuction: [settleable.terms, ...(await settlementOf(place, settleable.id, "alice", 100n))],
    finalizeAuction: [late.terms],
    deposit: [addressOf("bob"), 1n],
    withdraw: [consent, cosigned],
    requestExit: [1n],
    cancelExit: [],
    executeExit: [addressOf("carol")],
    withdrawCredit: [addressOf("carol")],
    claimItem: [stack.id, addressOf("carol")],
    onERC721Received: [addressOf("seller"), addressOf("seller"), itemId, data],
    onERC1155Received: [addressOf("seller"), addressOf("seller"), itemId, 1n, data],
    grantRole: [role, addressOf("bob")],
    revokeRole: [role, addressOf("bob")],
    renounceRole: [role, addressOf("bob")],
    beginDefaultAdminTransfer: [addressOf("bob")],
    cancelDefaultAdminTransfer: [],
    changeDefaultAdminDelay: [0],
    rollbackDefaultAdminDelay: [],
    acceptDefaultAdminTransfer: [],
  };
}

describe("who can do what at the Marketplace", () => {
  let place: Place;
  let args: Record<string, readonly unknown[]>;

  before(async () => {
    place = await deployMarketplace({ currency: "BlacklistERC20" });
    args = await prepare(place);
  });

  /** `yes`, or the name of the error. Nothing is sent. */
  async function attempt(caller: Address, functionName: string): Promise<string> {
    const data = encodeFunctionData({ abi: marketplaceAbi as Abi, functionName, args: args[functionName] });
    const call = place.client.call({ account: caller, to: place.address, data });
    return (await outcomeOf(call)).name;
  }

  it("is told for every function that changes state", () => {
    const functions = marketplaceAbi.filter((entry) => entry.type === "function");
    const changing = functions.filter(({ stateMutability }) => !["view", "pure"].includes(stateMutability));
    expect(Object.keys(table)).to.have.members(changing.map(({ name }) => name));
  });

  for (const [functionName, cells] of Object.entries(table)) {
    it(functionName, async () => {
      const outcomes: string[] = [];
      for (const name of Object.values(columns)) outcomes.push(await attempt(place.addressOf(name), functionName));
      expect(outcomes).to.deep.equal([...cells]);
    });
  }

  it("takes no ether", async () => {
    for (const data of ["0x", "0x12345678"] as const) {
      const sent = place.client.call({ account: place.addressOf("carol"), to: place.address, data, value: 1n });
      expect(await sent.then(() => "taken").catch(() => "refused")).to.equal("refused");
    }
  });
});
