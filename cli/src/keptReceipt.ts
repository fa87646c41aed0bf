import { readFile } from "node:fs/promises";
import { ConfigurationError, type PlazaDomain, parseReceipt, type SignedReceipt, verifyReceipt } from "@plaza/sdk";
import type { Address, Hex } from "viem";

/**
 * Reads a receipt that a bidder kept: the relayer's JSON of it, or of the whole answer in which it came. One that the receipt key
 * did not sign, or for another auction, proves nothing and is refused.
 */
export async function readKeptReceipt(
  file: string,
  { domain, id, signer }: { domain: PlazaDomain; id: Hex; signer: Address },
): Promise<SignedReceipt> {
  const refuse = (expected: string, cause?: Error) =>
    new ConfigurationError({ field: "--receipt", value: file, expected, cause });
  let receipt: SignedReceipt;
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    const isAnswer = typeof value === "object" && value !== null && "receipt" in value;
    receipt = parseReceipt(isAnswer ? value.receipt : value);
  } catch (cause) {
    throw refuse("a file with a receipt as the relayer's JSON", cause as Error);
  }
  if (receipt.auctionId !== id) throw refuse("a receipt of this auction");
  if (!(await verifyReceipt({ domain, receipt, signer }))) throw refuse(`a receipt that ${signer} signed`);
  return receipt;
}

/** A receipt as the relayer's JSON, which {@link readKeptReceipt} reads again. */
export function receiptJson({ sequence, receivedAt, extension, ...receipt }: SignedReceipt) {
  const iso = (seconds: bigint) => new Date(Number(seconds) * 1_000).toISOString();
  return {
    ...receipt,
    sequence: Number(sequence),
    receivedAt: iso(receivedAt),
    extension: extension && { ...extension, endsAt: iso(extension.endsAt) },
  };
}
