import type { Address } from "viem";
import { approvalForAllEvent, setApprovalForAllFunction } from "../../abi/generated/gameItems.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type SetApprovalForAllParameters = {
  /** Either collection. */
  token: Address;
  /** Usually the Marketplace. */
  operator: Address;
  approved: boolean;
};

/**
 * Lets an operator, usually the Marketplace, move all of the sender's items of one collection. Listing by transfer needs no such
 * approval; `listApproved` and `createAuctionApproved` do.
 *
 * @example
 * ```ts
 * await setApprovalForAllSync(client, { token: gameItems, operator: marketplace, approved: true });
 * ```
 */
export const setApprovalForAll = /* @__PURE__ */ defineWrite({
  call: ({ token, operator, approved }: SetApprovalForAllParameters) =>
    contractCall(setApprovalForAllFunction, token, [operator, approved]),
  extract: /* @__PURE__ */ oneEvent(approvalForAllEvent),
});

/** {@link setApprovalForAll}, and waits for the block. */
export const setApprovalForAllSync = setApprovalForAll.sync;
