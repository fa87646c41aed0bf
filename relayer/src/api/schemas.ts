import { z } from "@hono/zod-openapi";
import { liveStatuses } from "../domain/live.ts";
import { settlementStates } from "../domain/settlements.ts";

/** What answers are made of. Amounts are decimal strings in the smallest unit, times ISO 8601. */
export const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
export const amount = z.string().regex(/^\d+$/);
export const time = z.iso.datetime();
export const signature = z.string().regex(/^0x(?:[0-9a-f]{2})*$/);

const topBid = z.object({ bidder: address, amount, sequence: z.int(), receivedAt: time });

const settlement = z.object({
  state: z.enum(settlementStates),
  winner: address,
  amount,
  transaction: hash.nullable(),
  reason: z.string().nullable(),
});

export const auctionSchema = z
  .object({
    id: hash,
    status: z.enum(liveStatuses),
    seller: address,
    startPrice: amount,
    reservePrice: amount,
    incrementBps: z.int(),
    startsAt: time,
    endsAt: time.meta({ description: "End by the chain or by the newest signed Extension, whichever is later." }),
    chainEndsAt: time.meta({ description: "End by the chain: earlier while an Extension is on its way there." }),
    settleableAt: time.meta({ description: "The end and the challenge window." }),
    topBid: topBid.nullable().meta({ description: "The best bid that the relayer took." }),
    post: z.object({ bidder: address, amount }).nullable().meta({ description: "The best bid posted on chain." }),
    leader: address.nullable().meta({ description: "Who would win now. Ties go to the post." }),
    currentPrice: amount.nullable().meta({ description: "What the leader would pay." }),
    bidCount: z.int(),
    minimumBid: amount,
    sequence: z.int().meta({ description: "Sequence of the last accepted bid; 0 before the first." }),
    settlement: settlement.nullable(),
  })
  .openapi("Auction");

export const receiptSchema = z
  .object({
    auctionId: hash,
    bidHash: hash,
    amount,
    sequence: z.int(),
    receivedAt: time,
    previous: hash.meta({ description: "Digest of the auction's previous receipt; zero for the first." }),
    hash,
    signature,
    extension: z.object({ endsAt: time, signature }).nullable().meta({
      description:
        "The newest EIP-712 `Extension` of the auction, signed by the receipt key, until the chain has it for good: anybody may send it.",
    }),
  })
  .openapi("Receipt");

export const bidSchema = z
  .object({
    bidder: address,
    maxAmount: amount.nullable().meta({ description: "The most that was signed; null while it is secret." }),
    proxy: z.boolean(),
    amount,
    sequence: z.int(),
    receivedAt: time,
    bidHash: hash,
    signature: signature.nullable().meta({ description: "The bidder's; null while the maximum is secret." }),
    key: z
      .string()
      .regex(/^0x(?:[0-9a-f]{2}){20,}$/)
      .nullable()
      .meta({ description: "The bid key that signed, in ERC-7913 form; null where the bidder's own did." }),
    receipt: receiptSchema,
  })
  .openapi("Bid");

export const fundsSchema = z
  .object({
    account: address,
    deposited: amount,
    exiting: amount,
    reserved: amount.meta({ description: "What standing bids hold." }),
    pendingWithdrawals: amount,
    available: amount,
  })
  .openapi("Funds");

export const cancellationSchema = z
  .object({
    cancellation: z.object({ auctionId: hash, deadline: time }),
    signature: signature.meta({ description: "The settler's, over the EIP-712 `Cancellation`." }),
  })
  .openapi("Cancellation");

export const withdrawalSchema = z
  .object({
    withdrawal: z.object({ account: address, amount, recipient: address, nonce: z.string(), deadline: time }),
    signature: signature.meta({ description: "The settler's." }),
  })
  .openapi("Withdrawal");
