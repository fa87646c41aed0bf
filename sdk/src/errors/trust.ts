import type { Address, Hex } from "viem";
import { PlazaError } from "./base.ts";

/** What a key of the relayer's is for: settlers co-sign withdrawals and cancels and sign settlements, receipt keys sign receipts. */
export type RelayerKeyRole = "settler" | "receiptSigner";

/**
 * The relayer signs with a key that the Marketplace does not know: one that is not registered yet or was removed, or the relayer is not
 * who it says it is. Nothing that this key signs does anything on chain.
 */
export class UnknownRelayerKeyError extends PlazaError {
  override readonly name = "UnknownRelayerKeyError";
  readonly role: RelayerKeyRole;
  /** In ERC-7913 form. */
  readonly key: Hex;

  constructor({ role, key, marketplace }: { role: RelayerKeyRole; key: Hex; marketplace: Address }) {
    super("The Marketplace does not know the key with which the relayer signs.", {
      code: "unknown_relayer_key",
      recovery: "cancel",
      name: "UnknownRelayerKeyError",
      metaMessages: [`Key: ${key} (${role})`, `Marketplace: ${marketplace}`],
    });
    this.role = role;
    this.key = key;
  }
}

/** The relayer co-signed something else than it was asked for: another recipient's withdrawal, say. Nothing was sent. */
export class CosignatureMismatchError extends PlazaError {
  override readonly name = "CosignatureMismatchError";
  /** What differs, such as `recipient`; `signature` where it is nobody's over these terms. */
  readonly field: string;

  constructor({ field, asked, given }: { field: string; asked: string; given: string }) {
    super("The relayer signed something else than you asked for.", {
      code: "cosignature_mismatch",
      recovery: "cancel",
      name: "CosignatureMismatchError",
      metaMessages: [`Field: ${field}`, `Asked: ${asked}`, `Given: ${given}`],
    });
    this.field = field;
  }
}
