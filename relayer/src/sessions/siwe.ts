import type { Address } from "viem";
import { parseSiweMessage } from "viem/siwe";
import { Refusal } from "../domain/refusal.ts";

/** Who may ask for signatures that sign in here, and for which chain. */
export type SiweGrounds = {
  chainId: number;
  /** Hosts of the pages that sign people in, such as `plaza.example`; with a port where theirs is not the usual one. */
  sites: readonly string[];
};

/** What a sign-in says that is still to be checked against the outside. */
export type SignIn = { account: Address; nonce: string };

/** Longest time that a message may lie ahead of this clock, in milliseconds: clocks of phones are off. */
const SKEW_MS = 60_000;

/** Longest time that a message is good for, whatever it says. */
const MAX_AGE_MS = 10 * 60_000;

/** Hosts of this very machine are no one else's, whatever the port. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Checks what an ERC-4361 message says: version, domain, URI, chain and times. Nonce and signature are the caller's to check.
 *
 * @param now - Milliseconds.
 * @throws Refusal `sign_in_refused` with the field at fault.
 */
export function checkSiwe({ chainId, sites }: SiweGrounds, text: string, now: number): SignIn {
  const { address, domain, uri, version, nonce, issuedAt, expirationTime, notBefore, ...message } =
    parseSiweMessage(text);
  if (address === undefined || nonce === undefined || issuedAt === undefined)
    throw refused("message", "The message is no ERC-4361 message: address, nonce or issued-at is missing.");
  if (version !== "1") throw refused("version", "The message's version must be 1.");
  if (domain === undefined || !isKnown(sites, domain))
    throw refused("domain", `The message asks to sign in to ${domain ?? "nothing"}, which is no site of this relayer.`);
  if (uri === undefined || hostOf(uri) !== domain)
    throw refused("uri", "The message's URI is not of the domain that it names.");
  if (message.chainId !== chainId)
    throw refused("chainId", `The message is for chain ${message.chainId ?? "none"}; this relayer is on ${chainId}.`);
  const issued = issuedAt.getTime();
  if (!(issued <= now + SKEW_MS)) throw refused("issuedAt", "The message was issued in the future.");
  if (now >= issued + MAX_AGE_MS) throw refused("issuedAt", "The message is too old; sign a new one.");
  if (expirationTime && !(now < expirationTime.getTime())) throw refused("expirationTime", "The message has expired.");
  if (notBefore && !(now >= notBefore.getTime())) throw refused("notBefore", "The message is not good yet.");
  return { account: address.toLowerCase() as Address, nonce };
}

const isKnown = (sites: readonly string[], domain: string): boolean => sites.includes(domain) || LOOPBACK.test(domain);

function hostOf(uri: string): string | undefined {
  try {
    const { protocol, host } = new URL(uri);
    return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(host)) ? host : undefined;
  } catch {
    return undefined;
  }
}

function refused(field: string, detail: string): Refusal {
  return new Refusal("sign_in_refused", detail, { field });
}
