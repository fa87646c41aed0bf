import type { Address, Hash, Hex } from "viem";
import type { listingBoughtEvent } from "../abi/generated/marketplace.ts";
import type { ArgsOf } from "../actions/internal/events.ts";
import { buy } from "../actions/listings/buy.ts";
import { buyMany, type Purchase } from "../actions/listings/buyMany.ts";
import { InvalidParameterError } from "../errors/input.ts";
import { approveStep, needsApproval, needsOnlyApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { NOT_ALLOWED } from "./internal/rehearse.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type BuyManyFlowParameters = {
  /** What to buy, in this order, each with the most that is paid for it. */
  purchases: readonly Purchase[];
  /** Who receives the items; the buyer by default. */
  recipient?: Address | undefined;
};

export type BuyManyFlowResult = {
  transaction: Hash;
  bought: ArgsOf<typeof listingBoughtEvent>[];
  /** What was left out, and why: the code and words of what `buy` would have thrown. */
  skipped: { listingId: Hex; code: string; message: string }[];
  /** What was paid for all of them, smallest unit of the currency. */
  spent: bigint;
};

type BoughtMany = Omit<BuyManyFlowResult, "transaction">;

/**
 * Plans one transaction that buys from many listings, and leaves out what is gone or became dearer.
 *
 * @throws NotEnoughCreditsError; where nothing of it can be bought, what keeps the first from it, such as ListingNotActiveError.
 *
 * @example
 * ```ts
 * const flow = await buyManyFlow(context, { purchases: [{ terms: listingTerms(listing), maxTotal: listing.price }] });
 * const { bought, skipped } = await flow.run();
 * ```
 */
export const buyManyFlow = /* @__PURE__ */ defineFlow<BuyManyFlowParameters, BuyManyFlowParameters, BuyManyFlowResult>({
  kind: "buyMany",

  async plan(scope, parameters) {
    if (parameters.purchases.length === 0)
      throw new InvalidParameterError({ field: "purchases", value: parameters.purchases, expected: "at least one" });
    return { steps: (await look(scope, parameters)) ? ["approve", "buy"] : ["buy"], parameters };
  },

  steps(parameters, { credits, marketplace }) {
    const amount = mostOf(parameters);
    const lookAgain = (scope: PlanScope) => look(scope, parameters);
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount, look: lookAgain }),
      buy: sendStep({
        requirement: { type: "transact", label: "Buy all of it", amount },
        action: buyMany,
        args: () => ({ ...parameters, marketplace }),
        lacks: { names: NOT_ALLOWED.credits, step: "approve" },
        look: (scope) => requireAny(scope, parameters),
        countMissing: (scope) => needsApproval(scope, { spender: marketplace, amount }),
        keep: ({ bought, skipped, spent }): BoughtMany => ({
          bought,
          skipped: skipped.map(({ listingId, error }) => ({
            listingId,
            code: error?.code ?? "unknown",
            message: error?.shortMessage ?? "It could not be bought.",
          })),
          spent,
        }),
      }),
    };
  },

  result(outcomes) {
    const { hash, event } = outcomes.at(-1) as Sent<BoughtMany>;
    return { ...event, transaction: hash };
  },
});

const mostOf = ({ purchases }: BuyManyFlowParameters) => purchases.reduce((sum, { maxTotal }) => sum + maxTotal, 0n);

function look(scope: PlanScope, parameters: BuyManyFlowParameters): Promise<boolean> {
  return needsOnlyApproval(scope, {
    spender: scope.deployment.marketplace,
    amount: mostOf(parameters),
    play: () => requireAny(scope, parameters),
  });
}

/** The contract leaves out what is gone even where that is all: nobody shall pay gas for nothing. */
async function requireAny(
  { client, account, deployment: { marketplace } }: PlanScope,
  { purchases, recipient }: BuyManyFlowParameters,
): Promise<void> {
  const { result } = await buyMany.simulate(client, { marketplace, purchases, recipient, account });
  if (result[0].some((units) => units > 0n)) return;
  for (const purchase of purchases) await buy.simulate(client, { marketplace, ...purchase, recipient, account });
}
