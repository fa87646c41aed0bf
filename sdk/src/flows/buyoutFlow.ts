import type { Hash } from "viem";
import type { auctionBoughtOutEvent } from "../abi/generated/marketplace.ts";
import { type BuyoutAuctionParameters, buyoutAuction } from "../actions/auctions/buyoutAuction.ts";
import type { ArgsOf } from "../actions/internal/events.ts";
import { NoBuyoutError } from "../errors/contract/auctions.ts";
import { unpackAuctionRules } from "../rules/auctionRules.ts";
import { auctionId } from "../rules/hashes.ts";
import { approveStep, needsOnlyApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { NOT_ALLOWED } from "./internal/rehearse.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

/** The auction's terms name the price; the wallet pays it. */
export type BuyoutFlowParameters = Pick<BuyoutAuctionParameters, "terms" | "recipient">;

export type BuyoutFlowResult = ArgsOf<typeof auctionBoughtOutEvent> & { transaction: Hash };

/**
 * Plans to buy an auction's item at its buyout price: an approval of exactly that where there is none, then the purchase.
 *
 * @throws NoBuyoutError, NotEnoughCreditsError, what `buyoutAuction` throws: while it plans, and again before each signature.
 *
 * @example
 * ```ts
 * const { amount } = await (await buyoutFlow({ client, deployment }, { terms: auctionTerms(auction) })).run();
 * ```
 */
export const buyoutFlow = /* @__PURE__ */ defineFlow<BuyoutFlowParameters, BuyoutFlowParameters, BuyoutFlowResult>({
  kind: "buyout",

  async plan(scope, parameters) {
    const { marketplace, chainId } = scope.deployment;
    if (priceOf(parameters) === 0n)
      throw new NoBuyoutError({ auctionId: auctionId({ chainId, marketplace }, parameters.terms) });
    return { steps: (await look(scope, parameters)) ? ["approve", "buyout"] : ["buyout"], parameters };
  },

  steps(parameters, { credits, marketplace }) {
    const amount = priceOf(parameters);
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount, look: (scope) => look(scope, parameters) }),
      buyout: sendStep({
        requirement: { type: "transact", label: "Buy", amount },
        action: buyoutAuction,
        args: () => ({ ...parameters, marketplace }),
        lacks: { names: NOT_ALLOWED.credits, step: "approve" },
        countMissing: (scope) => look(scope, parameters),
      }),
    };
  },

  result(outcomes) {
    const { hash, event } = outcomes.at(-1) as Sent<ArgsOf<typeof auctionBoughtOutEvent>>;
    return { ...event, transaction: hash };
  },
});

const priceOf = ({ terms }: BuyoutFlowParameters): bigint => unpackAuctionRules(terms.rules).buyoutPrice;

function look(scope: PlanScope, parameters: BuyoutFlowParameters): Promise<boolean> {
  const { client, account, deployment } = scope;
  const { marketplace } = deployment;
  return needsOnlyApproval(scope, {
    spender: marketplace,
    amount: priceOf(parameters),
    play: () => buyoutAuction.simulate(client, { ...parameters, marketplace, account }),
  });
}
