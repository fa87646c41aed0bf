import { keySignatureOf } from "@plaza/sdk";
import { bytesToHex, type Hex } from "viem";
import type { SignedBid } from "../domain/bids.ts";
import { Refusal } from "../domain/refusal.ts";
import { recoverSigner } from "../infra/signatures.ts";
import type { Services } from "../services.ts";

/**
 * Which bid key signed a bid, in ERC-7913 form; undefined where its bidder's own did. Takes the two forms that the contract takes
 * (MECHANISM.md 10 and 37), and asks no wallet.
 *
 * @param digest - Of the bid.
 * @throws Refusal `invalid_signature` where neither did.
 */
export async function signerOfBid(services: Services, bid: SignedBid, digest: Uint8Array): Promise<Hex | undefined> {
  const { curve, chain } = services;
  const { bidder, signature } = bid;
  const byVerifier = keySignatureOf(signature);
  if (byVerifier === undefined) {
    const signer = recoverSigner(curve, digest, signature);
    if (signer === bidder) return undefined;
    if (!(await isBidKey(services, bid, signer))) throw notTheBidders(services, `it recovers to ${signer}`);
    return signer;
  }
  const { signer } = byVerifier;
  // A verifier is asked only where the bidder has given it: what strangers name is no reason to call the chain.
  if (!(await isBidKey(services, bid, signer))) throw notTheBidders(services, `it is of the key ${signer}`);
  if (await chain.verifies(signer, bytesToHex(digest), byVerifier.signature)) return signer;
  throw notTheBidders(services, `its verifier does not take it for that of the key ${signer}`);
}

/** Whether the account has given this key. It may have a moment ago. */
async function isBidKey({ ledger, follower }: Services, { bidder }: SignedBid, key: Hex): Promise<boolean> {
  if (ledger.state.chain.bidKeyCap(bidder, key) > 0n) return true;
  if (!follower.isBehind) return false;
  await follower.sync().catch(() => {});
  return ledger.state.chain.bidKeyCap(bidder, key) > 0n;
}

function notTheBidders({ domain }: Services, why: string): Refusal {
  return new Refusal(
    "invalid_signature",
    `The signature is neither the bidder's over this bid nor a bid key's of his: ${why}. Either another key signed, one that was removed or is not registered for good, or other terms, another chain than ${domain.chainId}, or another contract than ${domain.marketplace}.`,
    { field: "signature" },
  );
}
