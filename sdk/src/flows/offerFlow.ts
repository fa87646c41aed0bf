import type { Hex } from "viem";
import { getBlock } from "viem/actions";
import { getAction } from "viem/utils";
import { getCreditsAllowance } from "../actions/reads/getCreditsAllowance.ts";
import { getOrderCounter } from "../actions/reads/getOrderCounter.ts";
import { isOrderNonceUsed } from "../actions/reads/isOrderNonceUsed.ts";
import { signOffer } from "../actions/signing/signOffer.ts";
import { ERC20InsufficientAllowanceError } from "../errors/contract/erc20.ts";
import { CounterMismatchError, OrderExpiredError, OrderNonceUsedError } from "../errors/contract/orders.ts";
import { createOffer } from "../orders/build.ts";
import { offerId } from "../orders/typedData.ts";
import type { Offer, OfferInput } from "../orders/types.ts";
import type { OfferEntry } from "../relayer/orderTypes.ts";
import { relayerOf, requested, signed } from "./internal/asks.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { type PlanScope, StepExpired } from "./internal/scope.ts";

/** What is offered for, as `createOffer` takes it; the buyer is the account, and its counter is read from the chain. */
export type OfferFlowParameters = Omit<OfferInput, "buyer" | "counter">;

export type OfferFlowResult = {
  /** The offer's id in the book. */
  offerId: Hex;
  offer: Offer;
  signature: Hex;
};

type Planned = { offer: Offer; tokens: readonly bigint[] };

/**
 * Plans an offer: an approval of exactly what it pays where there is none, the signature, and its entry into the relayer's book.
 *
 * @throws NotEnoughCreditsError, OrderExpiredError, OrderNonceUsedError where its nonce was cancelled or another order took it, CounterMismatchError
 * where all orders were cancelled meanwhile, RelayerOrderNotFillableError, ConfigurationError without a relayer.
 *
 * @example
 * ```ts
 * const { offerId } = await (await offerFlow(context, { token, standard: "ERC721", tokenId: 7n, price, nonce: 1n })).run();
 * ```
 */
export const offerFlow = /* @__PURE__ */ defineFlow<OfferFlowParameters, Planned, OfferFlowResult>({
  kind: "offer",

  async plan(scope, given) {
    relayerOf(scope);
    const { client, account, deployment } = scope;
    const { orders } = deployment;
    const counter = await getOrderCounter(client, { orders, account: account.address });
    const offer = createOffer({ ...given, buyer: account.address, counter } as OfferInput);
    const approve = await look(scope, offer);
    const parameters = { offer, tokens: given.tokens ?? [] };
    return { steps: approve ? ["approve", "sign", "enter"] : ["sign", "enter"], parameters };
  },

  steps({ offer, tokens }, { chainId, orders, credits }) {
    const amount = offer.price * offer.quantity;
    const domain = { chainId, orders };
    return {
      approve: approveStep({ credits }, { spender: orders, amount, look: (scope) => look(scope, offer) }),
      sign: {
        requirement: { type: "sign", label: "Sign the offer", amount },
        run: (scope) =>
          signed(
            scope,
            (now) => Promise.all([look(now, offer), requireAllowance(now, amount)]),
            () => signOffer(scope.client, { domain, offer, account: scope.account }),
          ),
      },
      enter: {
        requirement: { type: "request", label: "Enter it into the book" },
        async run(scope) {
          scope.enter("sending");
          const signature = scope.outcomes.at(-1) as Hex;
          const entry = await requested(scope, (relayer, options) =>
            relayer.enterOffer({ offer, tokenIds: tokens, signature }, options),
          );
          return { id: entry.id, signature };
        },
      },
    };
  },

  result(outcomes, { offer }) {
    const { id, signature } = outcomes.at(-1) as Pick<OfferEntry, "id"> & { signature: Hex };
    return { offerId: id, offer, signature };
  },
});

/** Whether the buyer must still allow what he offers. Throws what else keeps everybody from taking him up on it. */
async function look(scope: PlanScope, offer: Offer): Promise<boolean> {
  const { client, deployment } = scope;
  const { orders, chainId } = deployment;
  const { buyer: account, counter, nonce, expiry } = offer;
  const [current, isUsed, { timestamp }] = await Promise.all([
    getOrderCounter(client, { orders, account }),
    isOrderNonceUsed(client, { orders, account, nonce }),
    getAction(client, getBlock, "getBlock")({}),
  ]);
  if (current !== counter) throw new CounterMismatchError({ account, signed: counter, current });
  if (isUsed) throw new OrderNonceUsedError({ account, nonce });
  if (expiry !== 0n && expiry <= timestamp)
    throw new OrderExpiredError({ id: offerId({ chainId, orders }, offer), expiry });
  return needsApproval(scope, { spender: orders, amount: offer.price * offer.quantity });
}

/** Nobody can take an offer whose allowance was taken back since. */
async function requireAllowance({ client, account, deployment }: PlanScope, needed: bigint): Promise<void> {
  const { credits, orders: spender } = deployment;
  const allowance = await getCreditsAllowance(client, { credits, owner: account.address, spender });
  if (allowance < needed)
    throw new StepExpired(new ERC20InsufficientAllowanceError({ spender, allowance, needed }), "approve");
}
