import { type Address, type Hex, isAddressEqual, parseAbi, size, slice, toFunctionSelector } from "viem";
import { readContract } from "viem/actions";
import type { PlazaClient } from "../actions/internal/types.ts";
import { getBidKey } from "../actions/reads/getBidKey.ts";
import { recoverOwnKey } from "../rules/ownKeySignature.ts";
import { keySignatureOf, type Signer } from "../rules/signers.ts";

/** A bid's signature that is said to be a bid key's. */
export type BidKeySignature = {
  bidder: Address;
  /** In ERC-7913 form. */
  key: Signer;
  /** Digest of the bid. */
  hash: Hex;
  signature: Hex;
};

/** Whether a bid key of the bidder made a signature. */
export type IsBidKeySignature = (signature: BidKeySignature) => Promise<boolean>;

const verifierAbi = parseAbi(["function verify(bytes key, bytes32 digest, bytes signature) view returns (bytes4)"]);
const MAGIC = /* @__PURE__ */ toFunctionSelector("verify(bytes,bytes32,bytes)");

/**
 * Makes what `verifyBidLog` asks about bid keys, from the chain's word alone. The Marketplace remembers every key that was ever
 * given, removed ones too, which stay good for the bids that they signed before.
 *
 * @example
 * ```ts
 * const isBidKeySignature = bidKeyVerifier(client, { marketplace });
 * const { faults } = await verifyBidLog({ domain, auctionId, auction, bids, signer: receiptSigner, isBidKeySignature });
 * ```
 */
export function bidKeyVerifier(client: PlazaClient, { marketplace }: { marketplace: Address }): IsBidKeySignature {
  return async ({ bidder, key, hash, signature }) => {
    const { cap, nextCapAt } = await getBidKey(client, { marketplace, account: bidder, key });
    if (cap === 0n && nextCapAt === 0) return false;
    if (size(key) === 20) {
      const actual = await recoverOwnKey(hash, signature);
      return actual !== undefined && isAddressEqual(actual, key);
    }
    const parts = keySignatureOf(signature);
    if (parts?.signer !== key.toLowerCase()) return false;
    const args = [slice(key, 20), hash, parts.signature] as const;
    const verify = { address: slice(key, 0, 20), abi: verifierAbi, functionName: "verify", args } as const;
    return (await readContract(client, verify)) === MAGIC;
  };
}
