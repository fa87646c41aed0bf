import type { Hex } from "viem";
import { PlazaError } from "../base.ts";

/** A contract refused without a custom error of Plaza's: with words, with a panic, with an unknown error, or with nothing. */
export class ContractRevertError extends PlazaError {
  override readonly name = "ContractRevertError";
  /** The contract's words, or what a panic's code means. */
  readonly reason: string | undefined;
  /** What it reverted with; `0x` when that is nothing or the node did not say. */
  readonly data: Hex;

  constructor({ reason, data, cause }: { reason?: string | undefined; data: Hex; cause?: Error | undefined }) {
    super("The transaction was refused.", {
      code: "contract_reverted",
      recovery: "retry",
      name: "ContractRevertError",
      cause,
      metaMessages: [...(reason === undefined ? [] : [`Reason: ${reason}`]), `Data: ${data}`],
    });
    this.reason = reason;
    this.data = data;
  }
}
