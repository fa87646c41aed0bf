import { type Hash, isAddressEqual } from "viem";
import { getApprovedFunction, isApprovedForAllFunction } from "../abi/generated/gameItems.ts";
import type { offerAcceptedEvent } from "../abi/generated/orders.ts";
import type { ArgsOf } from "../actions/internal/events.ts";
import { read } from "../actions/internal/read.ts";
import { setApprovalForAll } from "../actions/items/setApprovalForAll.ts";
import { type AcceptOfferParameters, acceptOffer } from "../actions/orders/acceptOffer.ts";
import { OfferNotCoveredError } from "../errors/flow.ts";
import { approveItem } from "./internal/approveItem.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { isRefusedFor, NOT_ALLOWED, rehearse } from "./internal/rehearse.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type AcceptOfferFlowParameters = Omit<AcceptOfferParameters, "orders">;

export type AcceptOfferFlowResult = ArgsOf<typeof offerAcceptedEvent> & { transaction: Hash };

/**
 * Plans to take somebody's offer: the item is allowed to go where it is not yet (an ERC-721 item alone; ERC-1155 knows only all of a
 * collection), then the trade.
 *
 * @throws What `acceptOffer` throws: while it plans, and again before each signature. OfferNotCoveredError where the buyer cannot pay any more.
 *
 * @example
 * ```ts
 * const flow = await acceptOfferFlow(context, { offer, signature, tokenId: 7n, minProceeds });
 * await flow.run();
 * ```
 */
export const acceptOfferFlow = /* @__PURE__ */ defineFlow<
  AcceptOfferFlowParameters,
  AcceptOfferFlowParameters,
  AcceptOfferFlowResult
>({
  kind: "acceptOffer",

  async plan(scope, parameters) {
    await look(scope, parameters);
    if (await mayMove(scope, parameters)) return { steps: ["accept"], parameters };
    return { steps: [stepOf(parameters), "accept"], parameters };
  },

  steps(parameters, { orders }) {
    const { token } = parameters.offer;
    const allowing = {
      needed: async (scope: PlanScope) => !(await mayMove(scope, parameters)),
      look: (scope: PlanScope) => look(scope, parameters),
    };
    return {
      approveItem: sendStep({
        requirement: { type: "approve", label: "Allow the item to be traded", spender: orders },
        action: approveItem,
        args: () => ({ token, operator: orders, tokenId: tokenIdOf(parameters) }),
        ...allowing,
      }),
      approveAll: sendStep({
        requirement: { type: "approve", label: "Allow this collection to be traded", spender: orders },
        action: setApprovalForAll,
        args: () => ({ token, operator: orders, approved: true }),
        ...allowing,
      }),
      accept: sendStep({
        requirement: { type: "transact", label: "Take the offer", amount: parameters.minProceeds },
        action: acceptOffer,
        args: () => ({ ...parameters, orders }),
        lacks: { names: NOT_ALLOWED.item, step: stepOf(parameters) },
      }),
    };
  },

  // The Credits are the buyer's: the seller has none to add.
  reword: (error) =>
    isRefusedFor(error, [...NOT_ALLOWED.credits, "ERC20InsufficientBalance"])
      ? new OfferNotCoveredError({ cause: error })
      : error,

  result(outcomes) {
    const { hash, event } = outcomes.at(-1) as Sent<ArgsOf<typeof offerAcceptedEvent>>;
    return { ...event, transaction: hash };
  },
});

const tokenIdOf = ({ tokenId, offer }: AcceptOfferFlowParameters): bigint => tokenId ?? offer.tokenId;

async function mayMove({ client, account, deployment }: PlanScope, parameters: AcceptOfferFlowParameters) {
  const { token, standard } = parameters.offer;
  const { orders } = deployment;
  if (await read(client, {}, isApprovedForAllFunction, token, [account.address, orders])) return true;
  if (standard !== "ERC721") return false;
  const approved = await read(client, {}, getApprovedFunction, token, [tokenIdOf(parameters)]);
  return isAddressEqual(approved, orders);
}

/** The step that allows the item to be moved. */
const stepOf = ({ offer }: AcceptOfferFlowParameters) => (offer.standard === "ERC721" ? "approveItem" : "approveAll");

/** Throws what keeps the trade from happening but that the item may not be moved yet. */
function look({ client, account, deployment: { orders } }: PlanScope, parameters: AcceptOfferFlowParameters) {
  return rehearse(acceptOffer.simulate(client, { ...parameters, orders, account }), NOT_ALLOWED.item);
}
