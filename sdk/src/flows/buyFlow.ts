import { type Address, type Hash, isAddressEqual, parseEventLogs } from "viem";
import { getBlock, getTransactionReceipt } from "viem/actions";
import { getAction } from "viem/utils";
import { listingBoughtEvent } from "../abi/generated/marketplace.ts";
import type { ArgsOf } from "../actions/internal/events.ts";
import { buy } from "../actions/listings/buy.ts";
import { buyWithPermit } from "../actions/listings/buyWithPermit.ts";
import { getListing } from "../actions/reads/getListing.ts";
import { signCreditsPermit } from "../actions/signing/signCreditsPermit.ts";
import {
  ListingNotActiveError,
  PriceAboveMaximumError,
  QuantityUnavailableError,
} from "../errors/contract/listings.ts";
import { listingId } from "../rules/hashes.ts";
import { priceAt } from "../rules/schedule.ts";
import type { CreditsPermit, ListingTerms } from "../rules/types.ts";
import { answered, signed } from "./internal/asks.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { NOT_ALLOWED, rehearse } from "./internal/rehearse.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type BuyFlowParameters = {
  /** The listing's terms, as its event or the indexer told them. */
  terms: ListingTerms;
  /** Units to buy. @default 1n */
  quantity?: bigint | undefined;
  /** The most that the buyer agrees to pay for all of them: the price that he saw, times the units. */
  maxTotal: bigint;
  /** Who receives the item; the buyer by default. */
  recipient?: Address | undefined;
  /** Sign a permit instead of sending an approval: one transaction less. @default false */
  permit?: boolean | undefined;
};

export type BuyFlowResult = {
  transaction: Hash;
  quantity: bigint;
  /** What was paid, smallest unit of the currency, and what became of it. */
  total: bigint;
  fee: bigint;
  royalty: bigint;
  /** What the seller got. */
  proceeds: bigint;
  /**
   * Whether the relayer has stored the notice that tells the seller of it. It does so once the block is final, so that false means
   * "not yet": `isSaleNoticeStored` of the relayer's client asks again, with `trade`. Null where there is no relayer, or it did not answer.
   */
  sellerNotified: boolean | null;
  /** The sale as the indexer and notifications name it, `transaction:logIndex`; null where it could not be asked for. */
  trade: string | null;
};

type Bought = Sent<ArgsOf<typeof listingBoughtEvent>>;

/** Nobody waits longer for what he need not know. */
const NOTICE_MS = 2_000;

/** Seconds for which a permit is good. */
const PERMIT_TIME = 1_800n;

/**
 * Plans a purchase from the wallet: an approval of exactly `maxTotal`, or a permit, where there is none yet; then the purchase.
 *
 * @throws ListingNotActiveError when it was sold meanwhile, PriceAboveMaximumError, QuantityUnavailableError, NotEnoughCreditsError: while it plans, and
 * again right before each signature.
 *
 * @example
 * ```ts
 * const flow = await buyFlow({ client, deployment, graphql }, { terms: listingTerms(listing), maxTotal: listing.price });
 * console.log(flow.requirements.map(({ label }) => label));
 * const { total, proceeds } = await flow.run({ onState: ({ progress, message }) => console.log(progress, message) });
 * ```
 */
export const buyFlow = /* @__PURE__ */ defineFlow<BuyFlowParameters, BuyFlowParameters, BuyFlowResult>({
  kind: "buy",

  steps(parameters, { chainId, credits, marketplace }) {
    const { terms, quantity, maxTotal, recipient } = parameters;
    const args = { marketplace, terms, quantity, maxTotal, recipient };
    const requirement = { type: "transact", label: "Buy", amount: maxTotal } as const;
    const lookAgain = (scope: PlanScope) => look(scope, parameters);
    const paid = { lacks: { names: NOT_ALLOWED.credits, step: "approve" }, countMissing: lookAgain };
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount: maxTotal, look: lookAgain }),
      permit: {
        requirement: { type: "permit", label: "Sign the permit", amount: maxTotal, spender: marketplace },
        async run(scope) {
          const { client, account } = scope;
          const { timestamp } = await answered(scope, getAction(client, getBlock, "getBlock")({}));
          const deadline = timestamp + PERMIT_TIME;
          const permit = { chainId, credits, spender: marketplace, value: maxTotal, deadline, account };
          return signed(scope, lookAgain, () => signCreditsPermit(client, permit));
        },
      },
      buy: sendStep({ requirement, action: buy, args: () => args, ...paid }),
      buyWithPermit: sendStep({
        ...paid,
        requirement,
        action: buyWithPermit,
        args: ({ outcomes }) => ({ ...args, permit: outcomes[0] as CreditsPermit }),
        expiresAt: ({ outcomes }) => (outcomes[0] as CreditsPermit).deadline,
      }),
    };
  },

  async plan(scope, parameters) {
    const { permit = false } = parameters;
    const approve = await look(scope, parameters);
    const steps = !approve ? ["buy"] : permit ? ["permit", "buyWithPermit"] : ["approve", "buy"];
    return { steps, parameters };
  },

  result(outcomes) {
    const { hash, event } = outcomes.at(-1) as Bought;
    const { quantity, total, fee, royalty } = event;
    const proceeds = total - fee - royalty;
    return { transaction: hash, quantity, total, fee, royalty, proceeds, sellerNotified: null, trade: null };
  },

  async afterwards({ client, relayer, timeouts, deployment }, { transaction: hash }, signal) {
    const read = getAction(client, getTransactionReceipt, "getTransactionReceipt")({ hash });
    const { logs } = await answered({ timeouts, signal }, read);
    const [sale] = parseEventLogs({ abi: [listingBoughtEvent], logs }).filter(({ address }) =>
      isAddressEqual(address, deployment.marketplace),
    );
    if (sale === undefined) return {};
    const trade = `${hash}:${sale.logIndex}`;
    if (relayer === undefined) return { trade };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(NOTICE_MS)]);
    return { trade, sellerNotified: await relayer.isSaleNoticeStored(trade, { signal: limit }).catch(() => null) };
  },
});

/** Whether the buyer must still allow what it costs. Throws what else stands in the way. */
async function look(
  scope: PlanScope,
  { terms, quantity = 1n, maxTotal, recipient }: BuyFlowParameters,
): Promise<boolean> {
  const { client, account, deployment } = scope;
  const { marketplace, chainId } = deployment;
  const id = listingId({ chainId, marketplace }, terms);
  const [{ status, price, remaining }, { timestamp }] = await Promise.all([
    getListing(client, { marketplace, id }),
    getAction(client, getBlock, "getBlock")({}),
  ]);
  if (status !== "ACTIVE") throw new ListingNotActiveError({ listingId: id });
  if (remaining < quantity) throw new QuantityUnavailableError({ listingId: id, requested: quantity, remaining });
  const total = priceAt({ price, schedule: terms.schedule, time: timestamp }) * quantity;
  if (total > maxTotal) throw new PriceAboveMaximumError({ listingId: id, total, maxTotal });
  const approve = await needsApproval(scope, { spender: marketplace, amount: maxTotal, held: total });
  // Where nothing is to be allowed, it is played right before it is sent.
  if (approve) {
    const played = buy.simulate(client, { marketplace, terms, quantity, maxTotal, recipient, account });
    await rehearse(played, NOT_ALLOWED.credits);
  }
  return approve;
}
