import { PlazaError } from "@plaza/sdk";
import { signBid } from "@plaza/sdk/actions";
import type { Address, Hex } from "viem";
import { relayer } from "../data/clients.ts";
import { domain } from "../settings.ts";
import { within } from "./timeout.ts";
import type { FlowStep } from "./types.ts";

/** The relayer counts a deposit when its block is final; a bid sent earlier would be refused. */
export function awaitCoverStep(account: Address, available: bigint): FlowStep {
  return {
    label: "Wait until the auction house sees the deposit",
    needed: async () => (await relayer.getFunds(account)).available < available,
    async run({ enter }) {
      enter("sending");
      const deadline = Date.now() + 30_000;
      while (Date.now() < deadline) {
        if ((await relayer.getFunds(account)).available >= available) return {};
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      throw new PlazaError("The deposit is on chain, but the auction house does not count it yet. Try again shortly.", {
        code: "deposit_not_final",
        recovery: "retry",
        retryable: true,
      });
    },
  };
}

/** Signs the bid and hands it to the relayer. */
export function bidStep(auctionId: Hex, bidder: Address, maxAmount: bigint): FlowStep {
  return {
    label: "Sign and place the bid",
    async run({ client, enter }) {
      enter("signing");
      const signature = await within(
        signBid(client, { domain, auctionId, maxAmount }),
        120_000,
        "Nothing was signed in time.",
      );
      enter("sending");
      await relayer.placeBid({ auctionId, bidder, maxAmount, signature });
      return {};
    },
  };
}
