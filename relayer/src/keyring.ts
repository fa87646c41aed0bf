import type { PlazaDomain } from "@plaza/sdk";
import { SettingError } from "./config.ts";
import type { Breakers } from "./infra/breaker.ts";
import { keySource, openKey } from "./infra/openKey.ts";
import { accountOfKey, type Sender, senderOf } from "./infra/sender.ts";
import type { Curve } from "./infra/signatures.ts";
import { localSigner, type Signer, signerOf } from "./infra/signer.ts";
import { Secret } from "./secret.ts";

/** Who co-signs settlements and withdrawals, who signs receipts, who pays for gas: private keys, or (not the receipts') as `keySource` says. */
export type KeySources = { settler: Secret | string; receipt: Secret | string; sender: Secret | string };

/** The keys of a process that writes. */
export type Keyring = { settler: Signer; receiptSigner: Signer; sender: Sender };

/** Opens the keys, wherever they live. */
export async function openKeyring(
  sources: KeySources,
  { domain, ...at }: { domain: PlazaDomain; curve: Curve; breakers: Breakers },
): Promise<Keyring> {
  const { curve } = at;
  const settler = await openKey(asSecret("settler", sources.settler), { name: "settler's key", ...at });
  const sender = await openKey(asSecret("sender", sources.sender), { name: "sender's key", ...at });
  return {
    settler: signerOf(settler.key, curve, settler.verifier),
    receiptSigner: localSigner(curve, asSecret("receipt", sources.receipt)),
    sender: senderOf(accountOfKey(sender.key, curve), domain),
  };
}

function asSecret(name: keyof KeySources, key: Secret | string): Secret {
  const secret = typeof key === "string" ? new Secret(key) : key;
  if (!keySource.test(secret.reveal()))
    throw new SettingError(
      `keys.${name}`,
      "expected a private key of 32 bytes in hexadecimal, or the URL of a signer.",
    );
  return secret;
}
