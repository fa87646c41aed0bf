import type { Hash } from "viem";
import type { auctionBoughtOutEvent } from "../abi/generated/marketplace.ts";
import { type BuyoutAuctionParameters, buyoutAuction } from "../actions/auctions/buyoutAuction.ts";
import type { ArgsOf } from "../actions/internal/events.ts";
import { NoBuyoutError } from "../errors/contract/auctions.ts";
import { unpackAuctionRules } from "../rules/auctionRules.ts";
import { auctionId } from "../rules/hashes.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import type { Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

/** The auction's terms name the price; the wallet pays it. */
export type BuyoutFlowParameters = Pick<BuyoutAuctionParameters, "terms" | "recipient">;

export type BuyoutFlowResult = ArgsOf<typeof auctionBoughtOutEvent> & { transaction: Hash };

/**
 * Plans to buy an auction's item at its buyout price: an approval of exactly that where there is none, then the purchase.
 *
 * @throws NoBuyoutError, NotEnoughCreditsError while it plans; what `buyoutAuction` throws before the signature.
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
    const amount = priceOf(parameters);
    if (amount === 0n) throw new NoBuyoutError({ auctionId: auctionId({ chainId, marketplace }, parameters.terms) });
    const approve = await needsApproval(scope, { spender: marketplace, amount });
    return { steps: approve ? ["approve", "buyout"] : ["buyout"], parameters };
  },

  steps(parameters, { credits, marketplace }) {
    const amount = priceOf(parameters);
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount }),
      buyout: sendStep({
        requirement: { type: "transact", label: "Buy", amount },
        action: buyoutAuction,
        args: () => ({ ...parameters, marketplace }),
      }),
    };
  },

  result(outcomes) {
    const { hash, event } = outcomes.at(-1) as Sent<ArgsOf<typeof auctionBoughtOutEvent>>;
    return { ...event, transaction: hash };
  },
});

const priceOf = ({ terms }: BuyoutFlowParameters): bigint => unpackAuctionRules(terms.rules).buyoutPrice;
