import { MAX_REQUEST_AGE_SECONDS, MAX_WITHDRAWAL_SECONDS, withdrawalRequestHash } from "@plaza/sdk";
import { type Address, type Hex, hexToBytes, zeroAddress } from "viem";
import type { CosignedWithdrawal } from "../domain/book.ts";
import { Refusal } from "../domain/refusal.ts";
import { findWithdrawal } from "../infra/database/withdrawals.ts";
import { recoverSigner } from "../infra/signatures.ts";
import { requireService, type Services } from "../services.ts";

/** A withdrawal that an account asks for. */
export type WithdrawalRequest = {
  account: Address;
  amount: bigint;
  recipient: Address;
  /** Unix seconds. */
  issuedAt: number;
  signature: Hex;
};

/** The contract compares with its block's time, which may lie a little behind the relayer's clock. */
const DEADLINE_SECONDS = MAX_WITHDRAWAL_SECONDS - 60;

/**
 * Co-signs a withdrawal. What it takes is subtracted from the account's cover, durably, before the signature leaves. The same
 * request gets the same withdrawal.
 *
 * @throws Refusal
 */
export async function requestWithdrawal(
  services: Services,
  request: WithdrawalRequest,
  now: number,
): Promise<{ withdrawal: CosignedWithdrawal; isNew: boolean }> {
  await requireService(services);
  const { domain, database, ledger, follower } = services;
  const { account, amount, recipient, issuedAt } = request;
  if (recipient === zeroAddress || recipient === domain.marketplace.toLowerCase())
    throw new Refusal("invalid_request", "The Marketplace pays neither to nobody nor to itself.", {
      field: "recipient",
    });
  if (Math.abs(now - issuedAt) > MAX_REQUEST_AGE_SECONDS)
    throw new Refusal(
      "request_expired",
      `The request was issued more than ${MAX_REQUEST_AGE_SECONDS} seconds from now.`,
      {
        field: "issuedAt",
      },
    );
  const requestHash = withdrawalRequestHash(domain, { account, amount, recipient, issuedAt: BigInt(issuedAt) });
  checkSigner(services, request, requestHash);

  const known = await findWithdrawal(database, requestHash);
  if (known && known.deadline < now)
    throw new Refusal("request_expired", "The request was answered, and that answer has expired. Sign a new one.", {
      field: "issuedAt",
    });
  if (known) return { withdrawal: known, isNew: false };
  const cosign = () => ledger.cosign({ account, amount, recipient, requestHash }, now + DEADLINE_SECONDS);
  try {
    return { withdrawal: await cosign(), isNew: true };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "insufficient_free") throw error;
    // The deposit may be a moment old.
    await follower.sync().catch(() => {});
    return { withdrawal: await cosign(), isNew: true };
  }
}

function checkSigner({ curve, domain }: Services, request: WithdrawalRequest, requestHash: Hex): void {
  const signer = recoverSigner(curve, hexToBytes(requestHash), request.signature);
  if (signer === request.account) return;
  throw new Refusal(
    "invalid_signature",
    `The signature is not the account's over this request: it recovers to ${signer}. Either another key signed, or other terms, another chain than ${domain.chainId}, or another contract than ${domain.marketplace}.`,
    { field: "signature" },
  );
}
