import { PlazaError } from "./base.ts";

/** Something that the SDK has no better name for; `cause` tells. */
export class UnexpectedError extends PlazaError {
  override readonly name = "UnexpectedError";

  constructor({
    cause,
    shortMessage = "Something unexpected happened.",
  }: { cause?: Error | undefined; shortMessage?: string | undefined }) {
    super(shortMessage, { code: "unexpected", recovery: "retry", name: "UnexpectedError", cause });
  }
}
