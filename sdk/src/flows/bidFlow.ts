import type { Address, Hash, Hex } from "viem";
import { postBid } from "../actions/auctions/postBid.ts";
import { signBid } from "../actions/signing/signBid.ts";
import { deposit } from "../actions/vault/deposit.ts";
import { RelayerBidTooLowError } from "../errors/relayer.ts";
import { pause } from "../http/pause.ts";
import type { SignedReceipt } from "../relayer/types.ts";
import { auctionId } from "../rules/hashes.ts";
import type { AuctionTerms } from "../rules/types.ts";
import { relayerOf, signed } from "./internal/asks.ts";
import { coverOf } from "./internal/cover.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { provenReceipt } from "./internal/provenReceipt.ts";
import type { PlanScope, Sent, Step } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";
import { within } from "./internal/within.ts";

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

/** With the deposit that the bid takes, zero where the vault covers it. */
type Planned = BidFlowParameters & { deposit: bigint };

/**
 * Plans a bid: where the vault does not cover it, a deposit of what is missing and the wait until the relayer counts it; then the
 * signature, and the relayer's receipt, which is checked: of this bid, within the auction's time, and signed by a key that the Marketplace knows.
 *
 * @throws ReceiptNotProvenError, RelayerBidTooLowError, NotEnoughCreditsError, RelayerError: every refusal of the relayer has its class. ConfigurationError without a relayer.
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
    const { terms, maxAmount, via = "relayer" } = parameters;
    const { account, deployment } = scope;
    const { marketplace } = deployment;
    if (via === "chain") {
      const approve = await needsApproval(scope, { spender: marketplace, amount: maxAmount });
      return { steps: approve ? ["approve", "post"] : ["post"], parameters: { ...parameters, deposit: 0n } };
    }
    const relayer = relayerOf(scope);
    const [live, funds] = await Promise.all([
      relayer.getAuction(auctionId(deployment, terms)),
      relayer.getFunds(account.address),
    ]);
    if (maxAmount < live.minimumBid)
      throw new RelayerBidTooLowError({ status: 409, extras: { minimum: String(live.minimumBid) } });
    const cover = coverOf(funds, live, account.address);
    const missing = maxAmount > cover ? maxAmount - cover : 0n;
    const planned = { ...parameters, deposit: missing };
    if (missing === 0n) return { steps: ["sign", "place"], parameters: planned };
    const approve = await needsApproval(scope, { spender: marketplace, amount: missing });
    return { steps: [...(approve ? ["approve"] : []), "deposit", "cover", "sign", "place"], parameters: planned };
  },

  steps(parameters, deployment) {
    const { terms, maxAmount, proxy, via = "relayer", deposit: amount } = parameters;
    const { marketplace, credits } = deployment;
    const domain = { chainId: deployment.chainId, marketplace };
    const id = auctionId(domain, terms);
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount: via === "chain" ? maxAmount : amount }),
      deposit: sendStep({
        requirement: { type: "transact", label: "Deposit what the bid takes", amount },
        action: deposit,
        args: () => ({ marketplace, amount }),
      }),
      cover: coverStep(id, maxAmount),
      sign: {
        requirement: { type: "sign", label: "Sign the bid", amount: maxAmount },
        run: (scope) =>
          signed(scope, () => signBid(scope.client, { domain, auctionId: id, maxAmount, account: scope.account })),
      },
      place: {
        requirement: { type: "request", label: "Place the bid" },
        async run(scope) {
          // The same signed bid gets the same receipt, so asking twice is no second bid.
          scope.enter("sending");
          const signature = scope.outcomes.at(-1) as Hex;
          const bid = { auctionId: id, bidder: scope.account.address, maxAmount, proxy, signature };
          const { receipt } = await relayerOf(scope).placeBid(bid, { signal: scope.signal });
          return provenReceipt(scope, domain, { terms, bid }, receipt);
        },
      },
      post: sendStep({
        requirement: { type: "transact", label: "Post the bid on chain", amount: maxAmount },
        action: postBid,
        args: () => ({ marketplace, terms, amount: maxAmount }),
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

/** The relayer counts a deposit when its block is final; a bid sent earlier would be refused. */
function coverStep(id: Hex, maxAmount: bigint): Step<Planned> {
  return {
    requirement: { type: "wait", label: "Wait until the relayer counts the deposit" },
    async run(scope) {
      const { account, signal, timeouts, client } = scope;
      scope.enter("sending");
      const covered = async () => {
        while (!signal.aborted && !(await isCovered(scope, id, maxAmount, account.address)))
          await pause(client.pollingInterval, signal);
      };
      const what = "The deposit is on chain, but the relayer does not count it yet.";
      await within(covered(), { timeout: timeouts.block, what, signal });
    },
  };
}

async function isCovered(scope: Pick<PlanScope, "relayer">, id: Hex, maxAmount: bigint, bidder: Address) {
  const relayer = relayerOf(scope);
  const [live, funds] = await Promise.all([relayer.getAuction(id), relayer.getFunds(bidder)]);
  return coverOf(funds, live, bidder) >= maxAmount;
}
