import type { Address, Hash, Hex } from "viem";
import { getBlock } from "viem/actions";
import { getAction } from "viem/utils";
import { signWithdrawalRequest } from "../actions/signing/signWithdrawalRequest.ts";
import { withdraw } from "../actions/vault/withdraw.ts";
import { RelayerInsufficientFreeError, RelayerRequestExpiredError } from "../errors/relayer.ts";
import type { SignedWithdrawal } from "../relayer/types.ts";
import { verifyCosignature } from "../relayer/verifyCosignature.ts";
import { answered, relayerOf, requested, signed } from "./internal/asks.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { type PlanScope, type Sent, StepExpired } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type WithdrawFlowParameters = {
  /** Smallest unit of the currency. */
  amount: bigint;
  /** Who receives it; the account itself by default. */
  recipient?: Address | undefined;
};

export type WithdrawFlowResult = { transaction: Hash; amount: bigint };

/** What the account has asked for, with its signature. */
type Asked = { issuedAt: bigint; signature: Hex };

/**
 * Plans a withdrawal from the vault at once, with the relayer's co-signature. Without the relayer, `requestExit` does it after EXIT_DELAY. A
 * co-signature is good for ten minutes; taken up later, the flow asks for another. Before the wallet is asked to send it, it is checked: of
 * this withdrawal, and by a settler that the Marketplace knows.
 *
 * @throws RelayerInsufficientFreeError where standing bids hold a part, CosignatureMismatchError, UnknownRelayerKeyError, ConfigurationError
 * without a relayer.
 *
 * @example
 * ```ts
 * await (await withdrawFlow({ client, deployment, relayer }, { amount: parseEther("100") })).run();
 * ```
 */
export const withdrawFlow = /* @__PURE__ */ defineFlow<
  WithdrawFlowParameters,
  WithdrawFlowParameters,
  WithdrawFlowResult
>({
  kind: "withdraw",

  async plan(scope, parameters) {
    await look(scope, parameters);
    return { steps: ["ask", "cosign", "withdraw"], parameters };
  },

  steps(parameters, { chainId, marketplace }) {
    const { amount, recipient } = parameters;
    const domain = { chainId, marketplace };
    return {
      ask: {
        requirement: { type: "sign", label: "Sign the withdrawal", amount },
        async run(scope): Promise<Asked> {
          const { client, account } = scope;
          const { timestamp: issuedAt } = await answered(scope, getAction(client, getBlock, "getBlock")({}));
          const message = { domain, amount, recipient, issuedAt, account };
          const sign = () => signWithdrawalRequest(client, message);
          return { issuedAt, signature: await signed(scope, (now) => look(now, parameters), sign) };
        },
      },
      cosign: {
        requirement: { type: "request", label: "Have it co-signed" },
        async run(scope): Promise<SignedWithdrawal> {
          scope.enter("sending");
          const { client, account } = scope;
          const asked = {
            ...(scope.outcomes.at(-1) as Asked),
            ...{ account: account.address, amount, recipient: recipient ?? account.address },
          };
          try {
            // The same request gets the same answer: one that was lost is not counted twice against what is free.
            const cosigned = await requested(scope, (relayer, options) => relayer.requestWithdrawal(asked, options));
            await answered(scope, verifyCosignature(client, { domain, ...cosigned }));
            return cosigned;
          } catch (error) {
            throw error instanceof RelayerRequestExpiredError ? new StepExpired(error) : error;
          }
        },
      },
      withdraw: sendStep({
        requirement: { type: "transact", label: "Withdraw", amount },
        action: withdraw,
        args: ({ outcomes }) => {
          const { withdrawal, signature } = outcomes.at(-1) as SignedWithdrawal;
          return { marketplace, withdrawal, settlerSignature: signature };
        },
        expiresAt: ({ outcomes }) => (outcomes.at(-1) as SignedWithdrawal).withdrawal.deadline,
      }),
    };
  },

  result: (outcomes, { amount }) => ({ transaction: (outcomes.at(-1) as Sent<unknown>).hash, amount }),
});

async function look(scope: PlanScope, { amount }: WithdrawFlowParameters): Promise<void> {
  const { available } = await relayerOf(scope).getFunds(scope.account.address);
  if (available < amount)
    throw new RelayerInsufficientFreeError({ status: 409, extras: { available: String(available) } });
}
