import type { Account, Address, Hex } from "viem";
import { withdrawalRequestTypedData } from "../../rules/typedData.ts";
import type { PlazaDomain, WithdrawalRequest } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignWithdrawalRequestParameters = Omit<WithdrawalRequest, "account" | "recipient"> & {
  domain: PlazaDomain;
  /** Who receives the Credits; the account itself by default. */
  recipient?: Address | undefined;
  /** Whose funds leave, and who signs; the client's account by default. */
  account?: Account | Address | undefined;
};

/**
 * Signs a request for the relayer to co-sign a withdrawal.
 *
 * @example
 * ```ts
 * const issuedAt = BigInt(Math.floor(Date.now() / 1000));
 * const signature = await signWithdrawalRequest(client, { domain, amount, recipient: account, issuedAt });
 * const signed = await relayer.requestWithdrawal({ account, amount, recipient: account, issuedAt, signature });
 * ```
 */
export async function signWithdrawalRequest(
  client: PlazaClient,
  parameters: SignWithdrawalRequestParameters,
): Promise<Hex> {
  const { domain, amount, issuedAt } = parameters;
  const account = accountOf(parameters.account, client);
  const recipient = parameters.recipient ?? account.address;
  const message = { account: account.address, amount, recipient, issuedAt };
  return sign(client, account, withdrawalRequestTypedData(domain, message));
}
