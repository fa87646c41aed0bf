import { decodeAbiParameters, type Hex } from "viem";
import type { PlazaClient } from "../actions/internal/types.ts";
import { isSettler } from "../actions/reads/isSettler.ts";
import { CosignatureMismatchError, UnknownRelayerKeyError } from "../errors/trust.ts";
import { cancellationHash, withdrawalHash } from "../rules/hashes.ts";
import { recoverOwnKey } from "../rules/ownKeySignature.ts";
import type { Signer } from "../rules/signers.ts";
import type { PlazaDomain } from "../rules/types.ts";
import type { SignedCancellation, SignedWithdrawal } from "./types.ts";

export type VerifyCosignatureParameters = { domain: PlazaDomain } & (SignedWithdrawal | SignedCancellation);

/**
 * Whether the Marketplace takes what the relayer co-signed, before anybody pays gas to find out: a settler that it knows must have
 * signed exactly these terms. Of a key with a verifier only the key is looked at; its signature is checked by the chain, as
 * `withdraw.simulate` does.
 *
 * @returns The settler that signed, in ERC-7913 form.
 * @throws UnknownRelayerKeyError, CosignatureMismatchError where the signature is nobody's.
 *
 * @example
 * ```ts
 * const signed = await relayer.requestWithdrawal({ account, amount, recipient: account, issuedAt, signature });
 * await verifyCosignature(client, { domain, ...signed });
 * ```
 */
export async function verifyCosignature(
  client: PlazaClient,
  { domain, signature, ...signed }: VerifyCosignatureParameters,
): Promise<Signer> {
  const { marketplace } = domain;
  const digest =
    "withdrawal" in signed ? withdrawalHash(domain, signed.withdrawal) : cancellationHash(domain, signed.cancellation);
  const key = (await recoverOwnKey(digest, signature)) ?? namedIn(signature);
  if (key === undefined)
    throw new CosignatureMismatchError({ field: "signature", asked: "a settler's", given: signature });
  if (!(await isSettler(client, { marketplace, signer: key })))
    throw new UnknownRelayerKeyError({ role: "settler", key, marketplace });
  return key;
}

/** Which key a signature says that it is of: that of a contract wallet, or of a key with a verifier, names it (`signatureOf`). */
function namedIn(signature: Hex): Signer | undefined {
  try {
    return decodeAbiParameters([{ type: "bytes" }, { type: "bytes" }], signature)[0];
  } catch {
    return undefined;
  }
}
