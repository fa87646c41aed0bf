import type { Account, Address, Hex } from "viem";
import { withdrawalTypedData } from "../../rules/typedData.ts";
import type { PlazaDomain, Withdrawal } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignWithdrawalParameters = {
  domain: PlazaDomain;
  /** What the settler consents to. Here `account` is whose funds leave, so it stands apart from who signs. */
  withdrawal: Withdrawal;
  /** The settler; the client's account by default. */
  account?: Account | Address | undefined;
};

/**
 * Signs as a settler that free funds may leave the vault at once.
 *
 * @example
 * ```ts
 * const settlerSignature = await signWithdrawal(settler, {
 *   domain, withdrawal: { account, amount, recipient, nonce, deadline },
 * });
 * ```
 */
export async function signWithdrawal(client: PlazaClient, parameters: SignWithdrawalParameters): Promise<Hex> {
  const { domain, withdrawal } = parameters;
  return sign(client, accountOf(parameters.account, client), withdrawalTypedData(domain, withdrawal));
}
