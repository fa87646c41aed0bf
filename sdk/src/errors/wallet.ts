import { PlazaError } from "./base.ts";

type Options = { cause?: Error | undefined };

/** The person said no in the wallet. */
export class UserRejectedError extends PlazaError {
  override readonly name = "UserRejectedError";

  constructor({ cause }: Options = {}) {
    super("You declined in the wallet.", {
      code: "user_rejected",
      recovery: "cancel",
      name: "UserRejectedError",
      cause,
    });
  }
}

/** The wallet is on another chain. */
export class WrongChainError extends PlazaError {
  override readonly name = "WrongChainError";

  constructor({ cause }: Options = {}) {
    super("The wallet is on another network.", {
      code: "wrong_chain",
      recovery: "switch_chain",
      name: "WrongChainError",
      cause,
    });
  }
}

/** The account cannot pay for gas. */
export class InsufficientGasFundsError extends PlazaError {
  override readonly name = "InsufficientGasFundsError";

  constructor({ cause }: Options = {}) {
    super("Your wallet cannot pay the network fee.", {
      code: "insufficient_gas_funds",
      recovery: "top_up",
      name: "InsufficientGasFundsError",
      cause,
    });
  }
}

/** Another transaction of the same account came first; sending it anew takes the next nonce. */
export class NonceConflictError extends PlazaError {
  override readonly name = "NonceConflictError";

  constructor({ cause }: Options = {}) {
    super("Another transaction of yours came first. Please try again.", {
      code: "nonce_conflict",
      recovery: "retry",
      retryable: true,
      name: "NonceConflictError",
      cause,
    });
  }
}
