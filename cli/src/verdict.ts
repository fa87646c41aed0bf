import type { BidLogFault, VerifyBidLogReturnType } from "@plaza/sdk";
import { type Address, type Hex, isAddressEqual } from "viem";
import { inCredits } from "./output.ts";

/** What `verify-auction` found out. */
export type Verdict = VerifyBidLogReturnType & {
  id: Hex;
  /** The receipt key that must have signed, and whether the chain knows it as one. */
  signer: Address;
  isReceiptKey: boolean;
  /** How many bids the log has. */
  bids: number;
  /** How many receipts of this auction were given to look for. */
  kept: number;
  /** How the auction stands on chain. */
  outcome: { status: string; winner: Address | null; amount: bigint };
};

const faultWords: Record<BidLogFault["fault"], string> = {
  gap: "does not follow the one before: a bid is missing",
  fork: "is not the one that a receipt names: the log was changed",
  receipt: "has a receipt that the receipt key did not sign, or not for this auction",
  time: "was received before the one that it follows",
  record: "is told otherwise than in its receipt",
  bid: "was signed neither by its bidder nor by a bid key of his",
  amount: "stands above the most that its bidder signed",
};

/** Whether nothing is wrong with the log. That bids are still secret is not wrong. */
export const isSound = ({ faults, isReceiptKey }: Verdict): boolean => faults.length === 0 && isReceiptKey;

/** The verdict in words; the last line says whether something is wrong. */
export function wordsOf(verdict: Verdict): string {
  const { id, faults, bids, secret, lead, signer, kept } = verdict;
  const lines = [
    `Auction ${id}: ${bids} ${bids === 1 ? "bid" : "bids"}, receipts by ${signer}`,
    ...(verdict.isReceiptKey ? [] : ["  The chain does not know this as a receipt key, or not any more."]),
    ...faults.map(({ sequence, fault }) => `  Bid ${sequence} ${faultWords[fault]} (${fault}).`),
    ...(secret === 0 ? [] : [`  Still secret: ${secret} of the maxima. Their bidders' signatures were not checked.`]),
    ...(kept === 0 ? [] : [`  Looked for ${kept} kept ${kept === 1 ? "receipt" : "receipts"}.`]),
    ...(lead === null ? [] : [`  By the log ${lead.bidder} leads at ${inCredits(lead.price)}.`]),
    outcomeWords(verdict),
    isSound(verdict) ? "Nothing is wrong." : "Something is wrong.",
  ];
  return `${lines.join("\n")}\n`;
}

/** The chain need not agree with the log: a posted bid, a presented one, or a leader who could not pay change who wins. */
function outcomeWords({ outcome: { status, winner, amount }, lead }: Verdict): string {
  if (winner === null) return `  On chain: ${status.toLowerCase()}.`;
  const agrees = lead !== null && isAddressEqual(lead.bidder, winner) && lead.price === amount;
  const why = agrees ? "as the log says" : "not as the log says: posted or presented bids and cover decide, too";
  return `  On chain: settled for ${inCredits(amount)} to ${winner}, ${why}.`;
}
