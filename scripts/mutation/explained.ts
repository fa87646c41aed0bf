import type { Mutant } from "./mutants.ts";

/** A mutant that no test can or need kill: where it is, what it changes, and why that is no difference. */
export type Explanation = Pick<Mutant, "file" | "before" | "after"> & {
  /** The line that it begins in. */
  code: string;
  reason: string;
};

export const explanations: readonly Explanation[] = [
  {
    file: "contracts/libraries/AccountSignature.sol",
    code: "account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);",
    before:
      "account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature)",
    after: "SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature)",
    reason: "an account without code answers nothing, which is no ERC-1271 answer: asking it costs gas alone",
  },
  {
    file: "contracts/libraries/AccountSignature.sol",
    code: "account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);",
    before: "account.code.length != 0",
    after: "account.code.length != 1",
    reason: "one byte of code can answer no more than none",
  },
  {
    file: "contracts/libraries/BoundedCall.sol",
    code: "if (gasleft() < required) revert InsufficientGas(gasleft(), required);",
    before: "gasleft() < required",
    after: "gasleft() <= required",
    reason: "one unit of gas more than is needed",
  },
  {
    file: "contracts/libraries/FallingPrice.sol",
    code: "if (time <= fallStart) return price;",
    before: "time <= fallStart",
    after: "time < fallStart",
    reason: "at its start the fall has taken nothing off the price",
  },
  {
    file: "contracts/libraries/FallingPrice.sol",
    code: "if (time >= fallEnd) return endPrice;",
    before: "time >= fallEnd",
    after: "time > fallEnd",
    reason: "at its end the fall has taken all of it",
  },
  {
    file: "contracts/libraries/RoyaltyLookup.sol",
    code: "if (!success || first > type(uint160).max || first == uint160(address(this))) return (address(0), 0);",
    before: "!success || first > type(uint160).max",
    after: "first > type(uint160).max",
    reason: "a call that failed answers zeros, which name nobody",
  },
  {
    file: "contracts/libraries/SaleSplit.sol",
    code: "if (asked < royalty) royalty = asked;",
    before: "asked < royalty",
    after: "asked <= royalty",
    reason: "equal, it stays as it is",
  },
  {
    file: "contracts/libraries/SaleSplit.sol",
    code: "if (total - fee < royalty) royalty = total - fee;",
    before: "total - fee < royalty",
    after: "total - fee <= royalty",
    reason: "equal, it stays as it is",
  },
  {
    file: "contracts/libraries/SignerSignature.sol",
    code: "if (encoded.length < LEAST_ENCODED || _wordAt(encoded, 0) != 0x40) return (key, signature);",
    before: "encoded.length < LEAST_ENCODED",
    after: "encoded.length <= LEAST_ENCODED",
    reason: "of that length key and signature are empty, and an empty key is nobody's",
  },
  {
    file: "contracts/libraries/SignerSignature.sol",
    code: "if (keyLength > encoded.length) return (key, signature);",
    before: "keyLength > encoded.length",
    after: "keyLength >= encoded.length",
    reason: "a key as long as all of it leaves no room for the words before it",
  },
  {
    file: "contracts/libraries/SignerSignature.sol",
    code: "if (length > encoded.length || place + _padded(length) != encoded.length) return (key, signature);",
    before: "length > encoded.length",
    after: "length >= encoded.length",
    reason: "a signature as long as all of it does not end where it should",
  },
  {
    file: "contracts/marketplace/BidKeys.sol",
    code: "if (signer == address(0)) revert ISettlers.InvalidSignature(bidder);",
    before: "if (signer == address(0)) revert ISettlers.InvalidSignature(bidder);",
    after: "{}",
    reason: "who signed for nobody has no cap: a key that names nobody cannot be given",
  },
  {
    file: "contracts/marketplace/BidKeys.sol",
    code: "if (signer == address(0)) revert ISettlers.InvalidSignature(bidder);",
    before: "address(0)",
    after: "address(1)",
    reason: "as above, and nobody has the key of the first address",
  },
  {
    file: "contracts/marketplace/ListingPrices.sol",
    code: "if (schedule.falls() && price <= schedule.endPrice()) revert IListings.InvalidSchedule(schedule, price);",
    before: "schedule.falls() && price <= schedule.endPrice()",
    after: "price <= schedule.endPrice()",
    reason: "where nothing falls the end price is zero, and the price is not",
  },
  {
    file: "contracts/libraries/Ed25519.sol",
    code: "if (scalar >= ORDER) return false;",
    before: "scalar >= ORDER",
    after: "scalar > ORDER",
    reason: "s of exactly the order wants an R of -[k]A, and k is the hash of R: nobody can make such a signature",
  },
  {
    file: "contracts/libraries/Edwards25519.sol",
    code: "x = mulmod(uv3, _modExp(uv7, (P - 5) / 8), P);",
    before: "P - 5",
    after: "P - 4",
    reason: "the division rounds down to the same exponent",
  },
  {
    file: "contracts/libraries/Sha512.sol",
    code: "bytes memory schedule = new bytes(80 * 16);",
    before: "80 * 16",
    after: "81 * 16",
    reason: "a longer schedule has room that nothing reads",
  },
  {
    file: "contracts/libraries/Sha512.sol",
    code: "bytes memory schedule = new bytes(80 * 16);",
    before: "80 * 16",
    after: "80 * 17",
    reason: "a longer schedule has room that nothing reads",
  },
  {
    file: "contracts/libraries/Sha512.sol",
    code: "bytes memory schedule = new bytes(80 * 16);",
    before: "80 * 16",
    after: "79 * 16",
    reason: "memory is given out in words of 32 bytes: 79 * 16 takes as many as 80 * 16",
  },
  {
    file: "contracts/verifiers/ERC7913Ed25519Verifier.sol",
    code: "return valid && Ed25519.verify(bytes32(key), x, message, bytes32(signature[:32]), bytes32(signature[32:]));",
    before: "32",
    after: "33",
    reason: "a bytes32 takes the first 32 bytes of more",
  },
  {
    file: "contracts/orders/OrderNonces.sol",
    code: "ordered = ordered > filled ? ordered - filled : 0;",
    before: "ordered > filled",
    after: "ordered >= filled",
    reason: "where both are equal, the difference is the zero of the other branch",
  },
  {
    file: "contracts/orders/OrderNonces.sol",
    code: "return (place >> 8, 1 << (place & 0xff));",
    before: "place >> 8",
    after: "place >> 7",
    reason:
      "places with the same bit still lie in different words; there are only twice as many words, which costs gas alone",
  },
  {
    file: "contracts/marketplace/Purchases.sol",
    code: "return (0, abi.encodeWithSelector(IListings.ListingNotActive.selector, id));",
    before: "0",
    after: "1",
    reason: "where there is a reason, nobody reads the total",
  },
  {
    file: "contracts/marketplace/Purchases.sol",
    code: "return (0, abi.encodeWithSelector(IListings.ListingExpired.selector, id, expiry));",
    before: "0",
    after: "1",
    reason: "where there is a reason, nobody reads the total",
  },
  {
    file: "contracts/marketplace/Purchases.sol",
    code: "return (0, abi.encodeWithSelector(IListings.NotTaker.selector, id, msg.sender));",
    before: "0",
    after: "1",
    reason: "where there is a reason, nobody reads the total",
  },
  {
    file: "contracts/marketplace/Purchases.sol",
    code: "if (quantity == 0) return (0, abi.encodeWithSelector(ZeroQuantity.selector));",
    before: "0",
    after: "1",
    reason: "where there is a reason, nobody reads the total",
  },
  {
    file: "contracts/marketplace/Purchases.sol",
    code: "return (0, abi.encodeWithSelector(IListings.QuantityUnavailable.selector, id, quantity, slot.remaining()));",
    before: "0",
    after: "1",
    reason: "where there is a reason, nobody reads the total",
  },
  {
    file: "contracts/marketplace/Vault.sol",
    code: "if (amount <= free) {",
    before: "amount <= free",
    after: "amount < free",
    reason: "equal, both ways leave nothing free and what is exiting as it is",
  },
  {
    file: "contracts/marketplace/desk/AuctionEnds.sol",
    code: "_auctions[id] = slot.moveTo(AuctionStatus.Returned, 0);",
    before: "0",
    after: "1",
    reason: "the clock of what has ended is never read",
  },
  {
    file: "contracts/marketplace/desk/AuctionEnds.sol",
    code: "_auctions[id] = slot.moveTo(AuctionStatus.Cancelled, 0);",
    before: "0",
    after: "1",
    reason: "the clock of what has ended is never read",
  },
  {
    file: "contracts/marketplace/desk/Bidders.sol",
    code: "if (best.bidder == address(0)) return;",
    before: "address(0)",
    after: "address(1)",
    reason: "nobody's funds and keys, which are zero, lose zero",
  },
  {
    file: "contracts/marketplace/desk/Bidders.sol",
    code: "return bid.maxAmount > other.maxAmount;",
    before: "bid.maxAmount > other.maxAmount",
    after: "bid.maxAmount >= other.maxAmount",
    reason: "the line above answers where both are equal",
  },
  {
    file: "contracts/marketplace/desk/Bidders.sol",
    code: "return amount + Math.max(1, Math.ceilDiv(amount * terms.rules.incrementBps(), SaleSplit.BPS));",
    before: "1",
    after: "0",
    reason: "an increment is a hundredth at least, rounded up: never nothing of a bid",
  },
  {
    file: "contracts/marketplace/desk/Exits.sol",
    code: "uint256 bound = account.presented > account.free ? account.presented - account.free : 0;",
    before: "account.presented > account.free",
    after: "account.presented >= account.free",
    reason: "where both are equal, the difference is the zero of the other branch",
  },
  {
    file: "contracts/marketplace/desk/PostedBids.sol",
    code: "if (slot.hasPresented() && _presented[id][0].maxAmount <= amount) _releasePresented(id);",
    before: "slot.hasPresented() && _presented[id][0].maxAmount <= amount",
    after: "_presented[id][0].maxAmount <= amount",
    reason: "where nothing was presented there is nothing to release: asking costs gas alone",
  },
];

/**
 * Matches survivors with explanations.
 *
 * @param mutants - All mutants that were played.
 * @param codeOf - The line that a mutant begins in.
 * @returns What is left on either side: survivors without a reason, and reasons for what was not played or did not survive.
 */
export function explain(
  mutants: readonly Mutant[],
  survived: (mutant: Mutant) => boolean,
  codeOf: (mutant: Mutant) => string,
  reasons: readonly Explanation[] = explanations,
): { explained: Map<Mutant, string>; unexplained: Mutant[]; stale: Explanation[] } {
  const explained = new Map<Mutant, string>();
  const used = new Set<Explanation>();
  const unexplained = mutants.filter(survived).filter((mutant) => {
    const { file, before, after } = mutant;
    const explanation = reasons.find(
      (entry) =>
        entry.file === file && entry.before === before && entry.after === after && entry.code === codeOf(mutant),
    );
    if (!explanation) return true;
    used.add(explanation);
    explained.set(mutant, explanation.reason);
    return false;
  });
  return { explained, unexplained, stale: reasons.filter((entry) => !used.has(entry)) };
}
