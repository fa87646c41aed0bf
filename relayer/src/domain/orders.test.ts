import { createOffer, createSignedListing, tokenSet } from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { type Address, zeroHash } from "viem";
import { type OrderFacts, type OrderTerms, requireWellFormed, type SignedOrder, standingOf } from "./orders.ts";
import { Refusal } from "./refusal.ts";

const maker: Address = `0x${"a1".repeat(20)}`;
const token: Address = `0x${"bb".repeat(20)}`;
const currency: Address = `0x${"dd".repeat(20)}`;
const signed = { id: zeroHash, signature: "0x", isContractSigned: false } as const;

const listing = createSignedListing({
  ...{ seller: maker, token, standard: "ERC1155", tokenId: 7n, quantity: 10n, price: 100n, nonce: 1n },
  ...{ expiry: 2_000n, counter: 3n, maxFeeBps: 500n },
});
const offer = createOffer({
  ...{ buyer: maker, token, standard: "ERC721", quantity: 10n, price: 100n, nonce: 1n, expiry: 2_000n, counter: 3n },
});
const sale: SignedOrder = { ...signed, kind: "listing", listing };
const bid: SignedOrder = { ...signed, kind: "offer", offer, tokenIds: [] };
const facts: OrderFacts = {
  ...{ counter: 3n, isNonceUsed: false, filled: 0n, held: 10_000n, allowed: 10_000n },
  ...{ feeBps: 500n, isSignatureGood: true },
};
const at = (order: SignedOrder, changes: Partial<OrderFacts> = {}, time = 1_000, wasFilled = false) =>
  standingOf(order, { ...facts, ...changes }, { time, wasFilled });

describe("an order's standing", () => {
  it("is open for what is left, there and approved", () => {
    expect(at(sale)).to.deep.equal({ status: "open", reason: null, remaining: 10n, fillable: 10n });
    expect(at(sale, { filled: 4n })).to.include({ remaining: 6n, fillable: 6n });
    expect(at(sale, { held: 2n })).to.include({ status: "open", remaining: 10n, fillable: 2n });
    expect(at(bid)).to.deep.equal({ status: "open", reason: null, remaining: 10n, fillable: 10n });
    expect(at(bid, { held: 399n })).to.include({ status: "open", fillable: 3n });
    expect(at(bid, { allowed: 250n })).to.include({ status: "open", fillable: 2n });
  });

  it("ends with its nonce, its units, its counter or its time", () => {
    for (const order of [sale, bid]) {
      const ended = { status: "ended", remaining: 0n, fillable: 0n };
      expect(at(order, { isNonceUsed: true })).to.deep.equal({ ...ended, reason: "cancelled" });
      expect(at(order, { isNonceUsed: true }, 1_000, true)).to.deep.equal({ ...ended, reason: "filled" });
      expect(at(order, { filled: 10n }, 1_000, true)).to.deep.equal({ ...ended, reason: "filled" });
      expect(at(order, { filled: 12n })).to.deep.equal({ ...ended, reason: "cancelled" });
      expect(at(order, { counter: 4n })).to.include({ status: "ended", reason: "counter_raised" });
      expect(at(order, {}, 1_999)).to.include({ status: "open" });
      expect(at(order, {}, 2_000)).to.include({ status: "ended", reason: "expired" });
    }
  });

  it("is suspended by what can pass", () => {
    const reasons = [
      at(sale, { held: 0n }),
      at(sale, { allowed: 0n }),
      at(sale, { feeBps: 501n }),
      at(sale, { isSignatureGood: false }),
      at(bid, { held: 99n }),
      at(bid, { allowed: 99n }),
      at(bid, { isSignatureGood: false }),
    ];
    for (const standing of reasons) expect(standing).to.include({ status: "suspended", remaining: 10n, fillable: 0n });
    expect(reasons.map(({ reason }) => reason)).to.deep.equal([
      ...["item_away", "not_approved", "fee_above_maximum", "signature_refused"],
      ...["funds_missing", "allowance_missing", "signature_refused"],
    ]);
    expect(at(bid, { feeBps: 1_000n }), "a buyer pays no fee on top").to.include({ status: "open" });
  });

  it("never offers more than is left, held or allowed", () => {
    const amount = fc.bigInt({ min: 0n, max: 2_000n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 12n }), (held, allowed, filled) => {
        for (const [order, unit] of [
          [sale, 1n],
          [bid, 100n],
        ] as const) {
          const { status, reason, fillable, remaining } = at(order, { held, allowed, filled });
          expect(fillable <= remaining && fillable * unit <= held && fillable * unit <= allowed).to.equal(true);
          expect(status === "open").to.equal(fillable > 0n);
          expect(reason === null).to.equal(status === "open");
        }
      }),
    );
  });
});

describe("what the contract never fills", () => {
  const faultOf = (terms: OrderTerms): string | undefined => {
    try {
      requireWellFormed(terms, currency);
      return undefined;
    } catch (error) {
      expect(error).to.be.instanceOf(Refusal);
      return (error as Refusal).field;
    }
  };
  const ofListing = (changes: Partial<typeof listing>) =>
    faultOf({ kind: "listing", listing: { ...listing, ...changes } });
  const ofOffer = (changes: Partial<typeof offer>, tokenIds: readonly bigint[] = []) =>
    faultOf({ kind: "offer", offer: { ...offer, ...changes }, tokenIds });

  it("is refused with the field at fault", () => {
    expect(ofListing({})).to.equal(undefined);
    expect(ofListing({ price: 0n })).to.equal("listing.price");
    expect(ofListing({ price: 2n ** 96n })).to.equal("listing.price");
    expect(ofListing({ quantity: 0n })).to.equal("listing.quantity");
    expect(ofListing({ quantity: 2n ** 64n })).to.equal("listing.quantity");
    expect(ofListing({ standard: "ERC721" })).to.equal("listing.quantity");
    expect(ofListing({ nonce: 2n ** 256n - 65n })).to.equal(undefined);
    expect(ofListing({ nonce: 2n ** 256n - 64n })).to.equal("listing.nonce");
    expect(ofListing({ token: currency })).to.equal("listing.token");
    expect(ofListing({ maxRoyaltyBps: 10_001n })).to.equal("listing.maxRoyaltyBps");
    expect(ofListing({ maxFeeBps: 10_001n })).to.equal("listing.maxFeeBps");
    expect(ofOffer({ price: 0n })).to.equal("offer.price");
  });

  it("is a fall that is none", () => {
    const fall = { endPrice: 50n, fallStart: 10n, fallEnd: 20n };
    expect(ofListing(fall)).to.equal(undefined);
    for (const broken of [{ endPrice: 0n }, { endPrice: 100n }, { fallStart: 20n }, { fallEnd: 0n }])
      expect(ofListing({ ...fall, ...broken })).to.equal("listing.endPrice");
  });

  it("is an offer that says two things", () => {
    expect(ofOffer({}), "ten of a collection").to.equal(undefined);
    expect(ofOffer({ scope: "ITEM", tokenId: 7n })).to.equal("offer.quantity");
    expect(ofOffer({ scope: "ITEM", tokenId: 7n, quantity: 1n })).to.equal(undefined);
    expect(ofOffer({ tokenId: 7n })).to.equal("offer.tokenId");
    expect(ofOffer({ root: `0x${"01".repeat(32)}` })).to.equal("offer.root");
    expect(ofOffer({}, [1n])).to.equal("offer.root");
    const { root } = tokenSet([1n, 2n]);
    expect(ofOffer({ scope: "TRAITS", root }, [2n, 1n])).to.equal(undefined);
    for (const tokenIds of [[], [1n], [1n, 2n, 3n]])
      expect(ofOffer({ scope: "TRAITS", root }, tokenIds)).to.equal("offer.root");
  });
});
