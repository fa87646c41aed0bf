import type { Address, Hash } from "viem";
import { getBlock } from "viem/actions";
import { getAction } from "viem/utils";
import { signWithdrawalRequest } from "../actions/signing/signWithdrawalRequest.ts";
import { withdraw } from "../actions/vault/withdraw.ts";
import { RelayerInsufficientFreeError } from "../errors/relayer.ts";
import type { SignedWithdrawal } from "../relayer/types.ts";
import { verifyCosignature } from "../relayer/verifyCosignature.ts";
import { relayerOf, signed } from "./internal/asks.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import type { Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type WithdrawFlowParameters = {
  /** Smallest unit of the currency. */
  amount: bigint;
  /** Who receives it; the account itself by default. */
  recipient?: Address | undefined;
};

export type WithdrawFlowResult = { transaction: Hash; amount: bigint };

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
    const { available } = await relayerOf(scope).getFunds(scope.account.address);
    if (available < parameters.amount)
      throw new RelayerInsufficientFreeError({ status: 409, extras: { available: String(available) } });
    return { steps: ["sign", "withdraw"], parameters };
  },

  steps({ amount, recipient }, { chainId, marketplace }) {
    return {
      sign: {
        requirement: { type: "sign", label: "Have the withdrawal co-signed", amount },
        async run(scope): Promise<SignedWithdrawal> {
          const { client, account } = scope;
          const { timestamp: issuedAt } = await getAction(client, getBlock, "getBlock")({});
          const message = { account: account.address, amount, recipient: recipient ?? account.address, issuedAt };
          const domain = { chainId, marketplace };
          const signature = await signed(scope, () => signWithdrawalRequest(client, { domain, ...message, account }));
          scope.enter("sending");
          const cosigned = await relayerOf(scope).requestWithdrawal(
            { ...message, signature },
            { signal: scope.signal },
          );
          await verifyCosignature(client, { domain, ...cosigned });
          return cosigned;
        },
      },
      withdraw: sendStep({
        requirement: { type: "transact", label: "Withdraw", amount },
        action: withdraw,
        args: ({ outcomes }) => {
          const { withdrawal, signature } = outcomes[0] as SignedWithdrawal;
          return { marketplace, withdrawal, settlerSignature: signature };
        },
        expiresAt: ({ outcomes }) => (outcomes[0] as SignedWithdrawal).withdrawal.deadline,
      }),
    };
  },

  result: (outcomes, { amount }) => ({ transaction: (outcomes.at(-1) as Sent<unknown>).hash, amount }),
});
