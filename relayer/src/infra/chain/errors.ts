import { marketplaceAbi } from "@plaza/sdk";
import {
  BaseError,
  decodeErrorResult,
  FeeCapTooLowError,
  type Hex,
  InsufficientFundsError,
  isHex,
  NonceTooLowError,
} from "viem";
import { withoutSecretsInUrls } from "../errorText.ts";

/**
 * What a failed call of the chain means to the worker:
 * - `reverted`: the contract refused, with this error
 * - `known`: the node has the transaction already
 * - `nonce`: the account nonce is spent, by this transaction or by another
 * - `underpriced`: the fee is too low to enter or to replace
 * - `gas`: the sender cannot pay for gas
 * - `limit`: no block would hold it, or the node takes none like it
 * - `unreachable`: no answer, or one that says nothing
 */
export type ChainFailure =
  | { kind: "reverted"; error: string }
  | { kind: "known" | "nonce" | "underpriced" | "gas" | "limit" | "unreachable"; error: string };

/** Classes an error by its meaning. Nodes word the same thing differently; viem's classes do not cover all of it. */
export function classify(error: unknown): ChainFailure {
  // Reasons of attempts are public.
  const text = withoutSecretsInUrls(describe(error));
  const data = revertData(error);
  if (data !== undefined) return { kind: "reverted", error: revertName(data) };
  const is = (...classes: (new (...args: never[]) => Error)[]) =>
    error instanceof BaseError && error.walk((cause) => classes.some((type) => cause instanceof type)) !== null;
  const says = (pattern: RegExp) => pattern.test(text);
  if (says(/already known|already imported|known transaction/i)) return { kind: "known", error: text };
  if (is(NonceTooLowError) || says(/nonce too low|nonce is too low/i)) return { kind: "nonce", error: text };
  if (is(FeeCapTooLowError) || says(/underpriced|fee cap.*(less|lower)|maxFeePerGas.*(low|less)/i))
    return { kind: "underpriced", error: text };
  if (is(InsufficientFundsError) || says(/insufficient funds|enough funds/i)) return { kind: "gas", error: text };
  if (says(/gas limit|intrinsic gas|gas too (low|high)|fee.*exceeds the configured cap|oversized data/i))
    return { kind: "limit", error: text };
  if (says(/revert/i)) return { kind: "reverted", error: "reverted without data" };
  return { kind: "unreachable", error: text };
}

function describe(error: unknown): string {
  if (error instanceof BaseError) return `${error.shortMessage} ${error.details ?? ""}`.trim();
  return error instanceof Error ? error.message : String(error);
}

/** The bytes that the contract reverted with, wherever the node and viem have put them. */
function revertData(error: unknown): Hex | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    const data = (current as { data?: unknown }).data;
    if (isHex(data) && data.length >= 10) return data;
    const nested = (data as { data?: unknown } | undefined)?.data;
    if (isHex(nested) && nested.length >= 10) return nested;
  }
  return undefined;
}

function revertName(data: Hex): string {
  try {
    return decodeErrorResult({ abi: marketplaceAbi, data }).errorName;
  } catch {
    return `unknown error ${data.slice(0, 10)}`;
  }
}
