import { FlowPlanNotFoundError } from "../errors/flow.ts";
import { acceptOfferFlow } from "./acceptOfferFlow.ts";
import { auctionFlow } from "./auctionFlow.ts";
import { bidFlow } from "./bidFlow.ts";
import { buyFlow } from "./buyFlow.ts";
import { buyManyFlow } from "./buyManyFlow.ts";
import { buyoutFlow } from "./buyoutFlow.ts";
import { cancelFlow } from "./cancelFlow.ts";
import { depositFlow } from "./depositFlow.ts";
import { executeExitFlow } from "./executeExitFlow.ts";
import { finalizeFlow } from "./finalizeFlow.ts";
import { loadPlan } from "./internal/plan.ts";
import { listFlow } from "./listFlow.ts";
import { offerFlow } from "./offerFlow.ts";
import { presentBidFlow } from "./presentBidFlow.ts";
import { requestExitFlow } from "./requestExitFlow.ts";
import { settleFlow } from "./settleFlow.ts";
import { memoryFlowStore } from "./store.ts";
import type { Flow, FlowContext, FlowOutcome } from "./types.ts";
import { updatePriceFlow } from "./updatePriceFlow.ts";
import { withdrawCreditFlow } from "./withdrawCreditFlow.ts";
import { withdrawFlow } from "./withdrawFlow.ts";

type Resume = (context: FlowContext, id: string) => Promise<Flow<FlowOutcome>>;

/** Every flow, by the kind of its plans. */
const flows: Record<string, { resume: Resume }> = {
  acceptOffer: acceptOfferFlow,
  auction: auctionFlow,
  bid: bidFlow,
  buy: buyFlow,
  buyMany: buyManyFlow,
  buyout: buyoutFlow,
  cancel: cancelFlow,
  deposit: depositFlow,
  executeExit: executeExitFlow,
  finalize: finalizeFlow,
  list: listFlow,
  offer: offerFlow,
  presentBid: presentBidFlow,
  requestExit: requestExitFlow,
  settle: settleFlow,
  updatePrice: updatePriceFlow,
  withdraw: withdrawFlow,
  withdrawCredit: withdrawCreditFlow,
};

/**
 * Takes a saved plan up again, whichever flow it is of. Where only one kind can be meant its own `resume` gives the result's type, and a
 * bundle leaves out the others.
 *
 * @throws FlowPlanNotFoundError.
 *
 * @example
 * ```ts
 * for (const { id, asked } of await unfinishedFlows(store)) if (asked) await (await resumeFlow(context, id)).run();
 * ```
 */
export async function resumeFlow(context: FlowContext, id: string): Promise<Flow<FlowOutcome>> {
  const { kind } = await loadPlan(context.store ?? memoryFlowStore(), id);
  const flow = flows[kind];
  if (flow === undefined) throw new FlowPlanNotFoundError({ id, reason: `it is a ${kind}` });
  return flow.resume(context, id);
}
