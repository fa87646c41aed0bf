import type { ListingText } from "@plaza/sdk";
import { createRelayerClient } from "@plaza/sdk/relayer";
import type { Hex } from "viem";
import { cleanText } from "./metadata/sanitize.ts";

/** How long the relayer may take to answer: what the chain says does not wait longer for it. */
const TIMEOUT_MS = 1_000;

/** A profile's name, in characters, as the relayer takes it. */
const MAX_NAME = 50;

/** What people wrote, which the relayer keeps; what it does not know is absent. */
export type WrittenReader = {
  /** Texts of listings, by the listings' salts. */
  texts(salts: readonly bigint[]): Promise<Map<bigint, ListingText>>;
  /** Display names, by accounts in lower case. */
  names(accounts: readonly Hex[]): Promise<Map<Hex, string>>;
};

/** Why nothing is known of a listing's text. */
export type TextUnavailable = "NOT_CONFIGURED" | "AWAY" | "NONE";
export type Text = { text: ListingText; unavailable: null } | { text: null; unavailable: TextUnavailable };

/** Makes a reader of what a relayer keeps. The client holds each text to its salt. */
export function createWrittenReader(url: string): WrittenReader {
  const relayer = createRelayerClient({ url, timeout: TIMEOUT_MS });
  return { texts: (salts) => relayer.getListingTexts(salts), names: (accounts) => relayer.getNames(accounts) };
}

/** Asks the relayer for texts. Never fails: what cannot be known says why. */
export async function readTexts(read: WrittenReader | undefined, salts: readonly bigint[]): Promise<Text[]> {
  const none = (unavailable: TextUnavailable): Text => ({ text: null, unavailable });
  if (!read) return salts.map(() => none("NOT_CONFIGURED"));
  const found = await read.texts(salts).catch(() => null);
  if (!found) return salts.map(() => none("AWAY"));
  return salts.map((salt) => {
    const text = found.get(salt);
    return text ? { text, unavailable: null } : none("NONE");
  });
}

/** Asks the relayer for names. Never fails: what cannot be known is null. */
export async function readNames(read: WrittenReader | undefined, accounts: readonly Hex[]): Promise<(string | null)[]> {
  const found = await read?.names(accounts).catch(() => undefined);
  return accounts.map((account) => cleanText(found?.get(account), MAX_NAME));
}
