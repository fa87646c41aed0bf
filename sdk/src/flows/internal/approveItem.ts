import type { Address } from "viem";
import { approvalEvent, approveFunction } from "../../abi/generated/gameItems.ts";
import { contractCall } from "../../actions/internal/contractCall.ts";
import { defineWrite } from "../../actions/internal/defineWrite.ts";
import { oneEvent } from "../../actions/internal/events.ts";

/** Lets a contract move one ERC-721 item, and no other. */
export const approveItem = /* @__PURE__ */ defineWrite({
  call: ({ token, operator, tokenId }: { token: Address; operator: Address; tokenId: bigint }) =>
    contractCall(approveFunction, token, [operator, tokenId]),
  extract: /* @__PURE__ */ oneEvent(approvalEvent),
});
