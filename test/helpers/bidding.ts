import {
  type AuctionRules,
  type AuctionTerms,
  bidHash,
  bidTypedData,
  cancellationTypedData,
  extensionTypedData,
  receiptTypedData,
  settlementTypedData,
  withdrawalTypedData,
} from "@plaza/sdk";
import { type Hex, zeroHash } from "viem";
import { CHALLENGE, deployMarketplace, GRACE, PRICE, type Wallet } from "./marketplace.ts";
import { outcomeOf } from "./reverts.ts";

/** How far an auction can be extended on these tests' chain, in seconds. */
export const EXTENSION_LIMIT = 3_600n;

/** An auction, as {@link deployMarketplace}'s `auction` answers it. */
export type Lot = { terms: AuctionTerms & AuctionRules; id: Hex };

/**
 * A Marketplace whose alice, bob and carol have ten times PRICE in the vault, with a short word for each thing that bidders, relayer
 * and seller can do. Calls answer `yes` or the name of the error that they were refused with.
 *
 * @param options - What {@link deployMarketplace} takes.
 */
export async function openBidding(options: Parameters<typeof deployMarketplace>[0] = {}) {
  const place = await deployMarketplace(options);
  const { actor, domain, marketplace, time } = place;
  for (const bidder of [actor.alice, actor.bob, actor.carol]) await place.deposit(bidder, 10n * PRICE);
  const said = async (call: Promise<unknown>) => (await outcomeOf(call)).name;
  const soon = async (seconds: bigint) => BigInt(await time.latest()) + seconds;
  let nonces = 0n;

  const signBid = (lot: Lot, bidder: Wallet, maxAmount: bigint, by = bidder) =>
    by.signTypedData(bidTypedData(domain, { auctionId: lot.id, bidder: bidder.account.address, maxAmount }));

  /** What a settlement's sender sends: the settler's word with a nonce of its own, and the winner's bid. */
  const signSettlement = async (
    lot: Lot,
    winner: Wallet,
    amount: bigint,
    { by = actor.settler, maxAmount = amount, nonce = nonces++, bidSignature = undefined as Hex | undefined } = {},
  ) => {
    const outcome = { winner: winner.account.address, amount, nonce, deadline: await soon(600n) };
    const word = await by.signTypedData(settlementTypedData(domain, { auctionId: lot.id, ...outcome }));
    return [lot.terms, outcome, maxAmount, word, bidSignature ?? (await signBid(lot, winner, maxAmount))] as const;
  };

  /** What presents a bid: the bid, and the receipt that the relayer gave for it. */
  const presentation = async (
    { terms, id }: Lot,
    bidder: Wallet,
    maxAmount: bigint,
    { amount = PRICE, sequence = 1n, by = actor.receiptKeeper, signedBy = bidder } = {},
  ) => {
    const bid = { bidder: bidder.account.address, maxAmount };
    const receipt = { amount, sequence, receivedAt: terms.start, previous: zeroHash };
    const message = { auctionId: id, bidHash: bidHash(domain, { auctionId: id, ...bid }), ...receipt };
    const receiptSignature = await by.signTypedData(receiptTypedData(domain, message));
    const bidSignature = await signBid({ terms, id }, bidder, maxAmount, signedBy);
    return { terms, bid, bidSignature, receipt, proof: [], receiptSignature };
  };

  const sendSettlement = (signed: Awaited<ReturnType<typeof signSettlement>>) =>
    said(marketplace.write.settleAuction(signed));

  return {
    ...place,
    said,
    signBid,
    signSettlement,
    sendSettlement,

    settle: async (...settlement: Parameters<typeof signSettlement>) =>
      sendSettlement(await signSettlement(...settlement)),

    presentation,

    /** Anyone presents a bid, with the receipt that the relayer gave for it. */
    async present(...shown: Parameters<typeof presentation>) {
      const { terms, bid, bidSignature, receipt, proof, receiptSignature } = await presentation(...shown);
      return said(marketplace.write.presentBid([terms, bid, bidSignature, receipt, proof, receiptSignature]));
    },

    /** Posts from the wallet, which is given the money first. */
    async post(lot: Lot, { account }: Wallet, amount: bigint) {
      await place.money.write.mint([account.address, amount]);
      return said(marketplace.write.postBid([lot.terms, amount, false], { account }));
    },

    async extend(lot: Lot, endsAt: bigint, by = actor.receiptKeeper) {
      const word = await by.signTypedData(extensionTypedData(domain, { auctionId: lot.id, endsAt }));
      return said(marketplace.write.extendAuction([lot.terms, endsAt, word]));
    },

    /** The seller cancels with the settler's consent. */
    async cancelRunning(lot: Lot) {
      const deadline = await soon(300n);
      const word = await actor.settler.signTypedData(cancellationTypedData(domain, { auctionId: lot.id, deadline }));
      return said(
        marketplace.write.cancelRunningAuction([lot.terms, deadline, word], { account: actor.seller.account }),
      );
    },

    /** The settler's consent to a withdrawal to the account itself. */
    async signWithdrawal({ account }: Wallet, amount: bigint, seconds = 300n) {
      const consent = { amount, recipient: account.address, nonce: nonces++, deadline: await soon(seconds) };
      const message = { account: account.address, ...consent };
      return [consent, await actor.settler.signTypedData(withdrawalTypedData(domain, message))] as const;
    },

    finalizeOnce: (lot: Lot) => said(marketplace.write.finalizeAuction([lot.terms])),

    /** Anyone finalizes with both calls, as soon as it can be done. */
    async finalize(lot: Lot) {
      await time.increaseTo(lot.terms.end + EXTENSION_LIMIT + GRACE);
      await marketplace.write.finalizeAuction([lot.terms]);
      await time.increase(CHALLENGE);
      await marketplace.write.finalizeAuction([lot.terms]);
    },

    /** To the end of bidding. */
    toEnd: (lot: Lot) => time.increaseTo(lot.terms.end),
    /** To the first second in which the auction can be settled. */
    toSettlement: (lot: Lot) => time.increaseTo(lot.terms.end + CHALLENGE),

    ownerOf: (lot: Lot) => place.items.read.ownerOf([lot.terms.tokenId]),
    stateOf: (lot: Lot) => marketplace.read.getAuction([lot.id]),
    vaultOf: ({ account }: Wallet) => marketplace.read.vaultOf([account.address]),
    presentedIn: (lot: Lot) => marketplace.read.presentedOf([lot.id]),
  };
}

export { PRICE };
