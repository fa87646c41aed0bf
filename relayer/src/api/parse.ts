import { z } from "@hono/zod-openapi";
import { MAX_AMOUNT } from "@plaza/sdk";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Address, Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";

const MAX_BODY = 16 * 1024;

const tooLarge = (): never => {
  throw new Refusal("body_too_large", `A request's body has at most ${MAX_BODY} bytes.`);
};

const limitStream = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge });

/** Refuses bodies above 16 kB before they are read. */
export const limitBody: MiddlewareHandler = (c, next) => {
  const length = c.req.header("content-length");
  // A body of unknown length has to be counted as it comes, by a stream. Those cost a bid a tenth of its time: where the length
  // was told, to which the server holds the caller, it is enough to look.
  if (length === undefined || c.req.header("transfer-encoding") !== undefined) return limitStream(c, next);
  return Number(length) > MAX_BODY ? tooLarge() : next();
};

const hexOf = (pattern: RegExp, expected: string) =>
  z
    .string(`expected ${expected}`)
    .regex(pattern, `expected ${expected}`)
    .transform((text) => text.toLowerCase());

/** 32 bytes; lower case afterwards. */
export const idSchema = hexOf(/^0x[0-9a-fA-F]{64}$/, "32 bytes in hexadecimal").transform((text) => text as Hex);

/** An account; lower case afterwards. */
export const addressSchema = hexOf(/^0x[0-9a-fA-F]{40}$/, "an address in hexadecimal").transform(
  (text) => text as Address,
);

/** Bytes of any length: what a signature must be is for whoever checks it to say. */
export const signatureSchema = hexOf(/^0x(?:[0-9a-fA-F]{2})*$/, "a signature in hexadecimal").transform(
  (text) => text as Hex,
);

/** An amount of at least 1 that fits on the chain. */
export const amountSchema = z
  .string("expected an amount as a decimal string")
  .regex(/^\d+$/, "expected an amount as a decimal string")
  .transform((text, context) => {
    // Longer than any amount: not worth the time of a conversion.
    const amount = text.length > 100 ? MAX_AMOUNT + 1n : BigInt(text);
    if (amount >= 1n && amount <= MAX_AMOUNT) return amount;
    context.addIssue({ code: "custom", message: `must be between 1 and ${MAX_AMOUNT}`, params: { outOfRange: true } });
    return z.NEVER;
  });

/** A number of 256 bits that is part of a signed message. */
export const uint256Schema = z
  .string("expected a whole number as a decimal string")
  .regex(/^\d{1,78}$/, "expected a whole number as a decimal string")
  .transform((text, context) => {
    const value = BigInt(text);
    if (value < 2n ** 256n) return value;
    context.addIssue({ code: "custom", message: "must have at most 256 bits" });
    return z.NEVER;
  });

/** A whole number in a query. */
export const wholeNumber = (expected: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `expected ${expected}`)
    .transform(Number);

/** Refuses what a schema did not take, naming the first field at fault. */
export function refuseInvalid(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (result.success) return;
  // An unknown field is told first: where another is missing too, this is likely the same one, misspelt.
  const [issue] = result.error.issues.toSorted((a, b) => rank(a) - rank(b));
  throw toRefusal(issue);
}

const rank = (issue: { code: string }): number => (issue.code === "unrecognized_keys" ? 0 : 1);

function toRefusal(issue: z.core.$ZodIssue | undefined): Refusal {
  if (issue?.code === "unrecognized_keys") {
    const [field = "body"] = issue.keys;
    return new Refusal("invalid_request", `The field ${field} is unknown.`, { field });
  }
  const field = issue && issue.path.length > 0 ? issue.path.join(".") : "body";
  const detail = `${field}: ${issue?.message ?? "invalid"}.`;
  const outOfRange = issue?.code === "custom" && issue.params?.outOfRange === true;
  return new Refusal(outOfRange ? "amount_out_of_range" : "invalid_request", detail, { field });
}
