import { type Address, type Log, zeroAddress } from "viem";
import { mintBatchFunction, transferBatchEvent, transferSingleEvent } from "../../abi/generated/gameResources.ts";
import { EventNotFoundError } from "../../errors/event.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { maybeEvent } from "../internal/events.ts";

/** Units of one kind. */
export type ResourceMint = { tokenId: bigint; quantity: bigint };

export type MintResourcesParameters = {
  /** GameResources. */
  token: Address;
  to: Address;
  mints: readonly ResourceMint[];
};

/** What was minted, and to whom. */
export type MintResourcesEvent = { to: Address; mints: ResourceMint[] };

/**
 * Mints stacks (ERC-1155) of defined kinds. Only the minter.
 *
 * @throws UnknownKindError, ERC1155InvalidReceiverError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await mintResourcesSync(minter, { token: gameResources, to: alice, mints: [{ tokenId: 12n, quantity: 40n }] });
 * ```
 */
export const mintResources = /* @__PURE__ */ defineWrite({
  call: ({ token, to, mints }: MintResourcesParameters) => contractCall(mintBatchFunction, token, [to, mints]),
  extract,
});

/** {@link mintResources}, and waits for the block. */
export const mintResourcesSync = mintResources.sync;

/** ERC-1155 tells of a batch of one as a single transfer. */
function extract(logs: readonly Log[], emitter: Address | undefined): MintResourcesEvent {
  const batch = maybeEvent(transferBatchEvent)(logs, emitter);
  if (batch && batch.from === zeroAddress) {
    const mints = batch.ids.map((tokenId, index) => ({ tokenId, quantity: batch.values[index] ?? 0n }));
    return { to: batch.to, mints };
  }
  const single = maybeEvent(transferSingleEvent)(logs, emitter);
  if (single && single.from === zeroAddress)
    return { to: single.to, mints: [{ tokenId: single.id, quantity: single.value }] };
  throw new EventNotFoundError({ eventName: "TransferBatch" });
}
