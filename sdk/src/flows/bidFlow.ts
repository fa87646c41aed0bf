import { type Hash, type Hex, isAddressEqual } from "viem";
import { getBlockNumber } from "viem/actions";
import { getAction } from "viem/utils";
import { postBid } from "../actions/auctions/postBid.ts";
import { getPost } from "../actions/reads/getPost.ts";
import { getVault } from "../actions/reads/getVault.ts";
import { signBid } from "../actions/signing/signBid.ts";
import { deposit } from "../actions/vault/deposit.ts";
import {
  RelayerAuctionEndedError,
  RelayerAuctionNotStartedError,
  RelayerBidderIsSellerError,
  RelayerBidReachesBuyoutError,
  RelayerBidTooLowError,
  RelayerNotCoveredError,
} from "../errors/relayer.ts";
import type { LiveAuction, SignedReceipt } from "../relayer/types.ts";
import { unpackAuctionRules } from "../rules/auctionRules.ts";
import { auctionId } from "../rules/hashes.ts";
import type { AuctionTerms } from "../rules/types.ts";
import { answered, relayerOf, requested, signed } from "./internal/asks.ts";
import { coverOf } from "./internal/cover.ts";
import { approveStep, needsApproval, needsOnlyApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { provenReceipt } from "./internal/provenReceipt.ts";
import { NOT_ALLOWED } from "./internal/rehearse.ts";
import type { PlanScope, Sent, Step } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";
import { becomes } from "./internal/within.ts";

export type BidFlowParameters = {
  /** The auction's terms, as its event or the indexer told them. */
  terms: AuctionTerms;
  /** The most that the bidder can be charged, smallest unit of the currency. */
  maxAmount: bigint;
  /** Have the relayer bid, only as high as it takes. @default false */
  proxy?: boolean | undefined;
  /**
   * `relayer` costs no gas and is covered by the vault. `chain` posts the bid on chain and pays it from the wallet: for a bidder whom
   * the relayer refuses, or while it is away. The flow never turns to it by itself.
   * @default "relayer"
   */
  via?: "relayer" | "chain" | undefined;
};

export type BidFlowResult = {
  auctionId: Hex;
  /** The right that the bid was taken: keep it. Null for a bid posted on chain. */
  receipt: SignedReceipt | null;
  /** The post's; null for a bid that the relayer took. */
  transaction: Hash | null;
};

/** With what the bid takes from the wallet: the deposit that covers it, zero where none is missing, or what the post pays. */
type Planned = BidFlowParameters & { takes: bigint };

/**
 * Plans a bid: where the vault does not cover it, a deposit of what is missing and the wait until the relayer counts it; then the
 * signature, and the relayer's receipt, which is checked: of this bid, within the auction's time, and signed by a key that the Marketplace knows.
 *
 * @throws ReceiptNotProvenError, NotEnoughCreditsError, ConfigurationError without a relayer; every refusal of the relayer has its class, such as
 * RelayerBidTooLowError and RelayerAuctionEndedError: while it plans, and again before each signature, so that nothing is deposited for a bid that
 * would be refused. RelayerNotCoveredError where something else has taken what was deposited.
 *
 * @example
 * ```ts
 * const flow = await bidFlow({ client, deployment, relayer }, { terms: auctionTerms(auction), maxAmount: minimumBid });
 * const { receipt } = await flow.run();
 * ```
 */
export const bidFlow = /* @__PURE__ */ defineFlow<BidFlowParameters, Planned, BidFlowResult>({
  kind: "bid",

  async plan(scope, parameters) {
    const { maxAmount, via = "relayer" } = parameters;
    const { marketplace } = scope.deployment;
    if (via === "chain") {
      const planned = { ...parameters, takes: maxAmount - (await ownPost(scope, parameters)) };
      return { steps: (await lookAtPost(scope, planned)) ? ["approve", "post"] : ["post"], parameters: planned };
    }
    await lookAtAuction(scope, parameters);
    const { cover, coming } = await coverage(scope, parameters);
    const missing = maxAmount - cover - coming;
    const planned = { ...parameters, takes: missing > 0n ? missing : 0n };
    if (planned.takes === 0n)
      return { steps: [...(cover < maxAmount ? ["cover"] : []), "sign", "place"], parameters: planned };
    const approve = await needsApproval(scope, { spender: marketplace, amount: planned.takes });
    return { steps: [...(approve ? ["approve"] : []), "deposit", "cover", "sign", "place"], parameters: planned };
  },

  steps(parameters, deployment) {
    const { terms, maxAmount, proxy, via = "relayer", takes: amount } = parameters;
    const { marketplace, credits } = deployment;
    const domain = { chainId: deployment.chainId, marketplace };
    const id = auctionId(domain, terms);
    const look = (scope: PlanScope): Promise<unknown> =>
      via === "chain"
        ? lookAtPost(scope, parameters)
        : Promise.all([lookAtAuction(scope, parameters), needsApproval(scope, { spender: marketplace, amount })]);
    // It may have been deposited otherwise since it was planned.
    const needed = async (scope: PlanScope) => {
      if (via === "chain") return true;
      const { cover, coming } = await coverage(scope, parameters);
      return cover + coming < maxAmount;
    };
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount, look, needed }),
      deposit: sendStep({
        requirement: { type: "transact", label: "Deposit what the bid takes", amount },
        action: deposit,
        args: () => ({ marketplace, amount }),
        lacks: { names: NOT_ALLOWED.credits, step: "approve" },
        needed,
        look,
      }),
      cover: coverStep(parameters),
      sign: {
        requirement: { type: "sign", label: "Sign the bid", amount: maxAmount },
        run: (scope) =>
          signed(
            scope,
            (now) => lookAtAuction(now, parameters),
            () => signBid(scope.client, { domain, auctionId: id, maxAmount, account: scope.account }),
          ),
      },
      place: {
        requirement: { type: "request", label: "Place the bid" },
        async run(scope) {
          // The same signed bid gets the same receipt, so asking twice is no second bid.
          scope.enter("sending");
          const signature = scope.outcomes.at(-1) as Hex;
          const bid = { auctionId: id, bidder: scope.account.address, maxAmount, proxy, signature };
          const { receipt } = await requested(scope, (relayer, options) => relayer.placeBid(bid, options));
          return answered(scope, provenReceipt(scope, domain, { terms, bid }, receipt));
        },
      },
      post: sendStep({
        requirement: { type: "transact", label: "Post the bid on chain", amount: maxAmount },
        action: postBid,
        args: () => ({ marketplace, terms, amount: maxAmount }),
        lacks: { names: NOT_ALLOWED.credits, step: "approve" },
      }),
    };
  },

  result(outcomes, { via = "relayer" }) {
    const last = outcomes.at(-1);
    return via === "relayer"
      ? { auctionId: (last as SignedReceipt).auctionId, receipt: last as SignedReceipt, transaction: null }
      : {
          auctionId: (last as Sent<{ auctionId: Hex }>).event.auctionId,
          receipt: null,
          transaction: (last as Sent<unknown>).hash,
        };
  },
});

/** What the relayer would refuse the bid for: said before anybody deposits or signs for it. */
async function lookAtAuction(scope: PlanScope, { terms, maxAmount }: BidFlowParameters): Promise<LiveAuction> {
  const { account, deployment } = scope;
  const live = await relayerOf(scope).getAuction(auctionId(deployment, terms));
  const status = 409;
  if (live.status === "scheduled") throw new RelayerAuctionNotStartedError({ status });
  if (live.status !== "live") throw new RelayerAuctionEndedError({ status });
  if (isAddressEqual(live.seller, account.address)) throw new RelayerBidderIsSellerError({ status });
  const { buyoutPrice } = unpackAuctionRules(terms.rules);
  if (buyoutPrice !== 0n && maxAmount >= buyoutPrice)
    throw new RelayerBidReachesBuyoutError({ status, extras: { buyoutPrice: String(buyoutPrice) } });
  if (maxAmount < live.minimumBid)
    throw new RelayerBidTooLowError({ status, extras: { minimum: String(live.minimumBid) } });
  return live;
}

/** Whether the bidder must still allow what his post pays. */
function lookAtPost(scope: PlanScope, { terms, maxAmount, takes }: Planned): Promise<boolean> {
  const { client, account, deployment } = scope;
  const { marketplace } = deployment;
  return needsOnlyApproval(scope, {
    spender: marketplace,
    amount: takes,
    play: () => postBid.simulate(client, { marketplace, terms, amount: maxAmount, account }),
  });
}

/** What the bidder has posted already: to raise it he pays the difference. */
async function ownPost({ client, account, deployment }: PlanScope, { terms }: BidFlowParameters): Promise<bigint> {
  const { marketplace } = deployment;
  const { bidder, amount } = await getPost(client, { marketplace, id: auctionId(deployment, terms) });
  return isAddressEqual(bidder, account.address) ? amount : 0n;
}

/** The relayer counts a deposit when its block is final; a bid sent earlier would be refused. */
function coverStep(parameters: Planned): Step<Planned> {
  return {
    requirement: { type: "wait", label: "Wait until the relayer counts the deposit" },
    async run(scope) {
      const { signal, timeouts, client } = scope;
      const { block: depositedAt = 0n } = (scope.outcomes.at(-1) ?? {}) as Partial<Sent<unknown>>;
      scope.enter("sending");
      const isCovered = async () => {
        const { cover, coming, block } = await coverage(scope, parameters);
        const isEnough = cover >= parameters.maxAmount;
        // Nothing more is to come: another bid or a withdrawal has taken it. A node that is behind does not know of the deposit.
        if (!isEnough && coming === 0n && block >= depositedAt)
          throw new RelayerNotCoveredError({
            status: 409,
            extras: { available: String(cover), required: String(parameters.maxAmount) },
          });
        return isEnough;
      };
      const what = "The deposit is on chain, but the relayer does not count it yet.";
      await becomes(isCovered, { timeout: timeouts.block, what, signal, interval: client.pollingInterval });
    },
  };
}

/** What the relayer counts for the bid, and what it will once the vault as the chain has it now is final. */
async function coverage(scope: PlanScope, { terms }: BidFlowParameters) {
  const relayer = relayerOf(scope);
  const { client, account, deployment } = scope;
  const { marketplace } = deployment;
  const [live, funds, { free }, block] = await Promise.all([
    relayer.getAuction(auctionId(deployment, terms)),
    relayer.getFunds(account.address),
    getVault(client, { marketplace, account: account.address }),
    getAction(client, getBlockNumber, "getBlockNumber")({ cacheTime: 0 }),
  ]);
  const coming = free > funds.deposited ? free - funds.deposited : 0n;
  return { cover: coverOf(funds, live, account.address), coming, block };
}
