import { amount } from "../http/decode.ts";

/**
 * Fields of the schema's scalar `BigInt`, which travels as a decimal string. A name means the same type wherever it occurs in
 * the schema; a test holds this list to the indexer's committed SDL.
 */
export const bigintFields: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "amount",
  "block",
  "buyoutPrice",
  "counter",
  "credit",
  "credits",
  "earned",
  "endPrice",
  "exiting",
  "fee",
  "filled",
  "free",
  "highest",
  "lowest",
  "nonce",
  "price",
  "proceeds",
  "quantity",
  "remaining",
  "reservePrice",
  "royalty",
  "salt",
  "schedule",
  "spent",
  "startPrice",
  "supply",
  "tokenId",
  "total",
  "unitPrice",
]);

/**
 * Turns decimal strings of amounts into bigint, all through an answer of one of the SDK's own documents.
 *
 * @param field - Path of the value within the answer.
 * @throws MalformedResponseError for an amount that is none.
 */
export function revive(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((member, index) => revive(member, `${field}[${index}]`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const path = `${field}.${key}`;
      return [key, bigintFields.has(key) && typeof member !== "object" ? amount(member, path) : revive(member, path)];
    }),
  );
}

/** The way back: variables travel as JSON, which knows no bigint. */
export function flatten(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(flatten);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, flatten(member)]));
}
