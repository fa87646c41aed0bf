import { type Address, type Hex, isAddressEqual } from "viem";
import { extensionHash, receiptHash } from "../rules/hashes.ts";
import { recoverOwnKey } from "../rules/ownKeySignature.ts";
import type { PlazaDomain } from "../rules/types.ts";
import type { SignedReceipt } from "./types.ts";

/**
 * Whether a receipt is what it claims: its hash is that of its content, and the relayer's receipt key signed it in the one form that the
 * contract takes; and so is the Extension that came with it. Only such a receipt is worth keeping: with another nobody can
 * present the bid, or prolong the auction in which it was late.
 *
 * @example
 * ```ts
 * const { receiptSigner } = await relayer.getKeys();
 * await verifyReceipt({ domain, receipt, signer: receiptSigner }); // true
 * ```
 */
export async function verifyReceipt({
  domain,
  receipt,
  signer,
}: {
  domain: PlazaDomain;
  receipt: SignedReceipt;
  /** The receipt key's address, by `getKeys`, or better by another way. */
  signer: Address;
}): Promise<boolean> {
  const hash = receiptHash(domain, receipt);
  if (hash !== receipt.hash) return false;
  const isSigned = async (digest: Hex, signature: Hex) => {
    const actual = await recoverOwnKey(digest, signature);
    return actual !== undefined && isAddressEqual(actual, signer);
  };
  if (!(await isSigned(hash, receipt.signature))) return false;
  const { auctionId, extension } = receipt;
  return (
    extension === null || isSigned(extensionHash(domain, { auctionId, endsAt: extension.endsAt }), extension.signature)
  );
}
