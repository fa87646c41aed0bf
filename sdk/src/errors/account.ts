import { PlazaError } from "./base.ts";

/** No account is at hand to sign with. */
export class AccountRequiredError extends PlazaError {
  override readonly name = "AccountRequiredError";

  constructor({ cause }: { cause?: Error | undefined } = {}) {
    super("Connect a wallet first.", {
      code: "account_required",
      recovery: "connect_wallet",
      name: "AccountRequiredError",
      cause,
      metaMessages: ["Give `account` as a parameter, or make the client with one."],
    });
  }
}
