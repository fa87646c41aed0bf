import { BaseError, type Hash } from "viem";
import { AccountRequiredError } from "./account.ts";
import { PlazaError } from "./base.ts";
import { decodeContractError } from "./contract/decodeContractError.ts";
import { ConnectionError, RequestTimeoutError } from "./http.ts";
import { InvalidParameterError } from "./input.ts";
import { TransactionTimeoutError } from "./transaction.ts";
import { UnexpectedError } from "./unexpected.ts";
import { causesOf } from "./walk.ts";
import { InsufficientGasFundsError, NonceConflictError, UserRejectedError, WrongChainError } from "./wallet.ts";

/** What viem's errors mean to somebody who uses Plaza, by their names. */
const translations: Readonly<Record<string, (cause: Error) => PlazaError>> = {
  UserRejectedRequestError: (cause) => new UserRejectedError({ cause }),
  AccountNotFoundError: (cause) => new AccountRequiredError({ cause }),
  UnauthorizedProviderError: (cause) => new AccountRequiredError({ cause }),
  ChainMismatchError: (cause) => new WrongChainError({ cause }),
  SwitchChainError: (cause) => new WrongChainError({ cause }),
  ChainDisconnectedError: (cause) => new ConnectionError({ url: "wallet", cause }),
  ProviderDisconnectedError: (cause) => new ConnectionError({ url: "wallet", cause }),
  InsufficientFundsError: (cause) => new InsufficientGasFundsError({ cause }),
  NonceTooLowError: (cause) => new NonceConflictError({ cause }),
  NonceTooHighError: (cause) => new NonceConflictError({ cause }),
  HttpRequestError: (cause) => new ConnectionError({ url: urlOf(cause), cause }),
  WebSocketRequestError: (cause) => new ConnectionError({ url: urlOf(cause), cause }),
  SocketClosedError: (cause) => new ConnectionError({ url: urlOf(cause), cause }),
  TimeoutError: (cause) => new RequestTimeoutError({ url: urlOf(cause), cause }),
  WaitForTransactionReceiptTimeoutError: (cause) => new TransactionTimeoutError({ hash: hashIn(cause), cause }),
  InvalidAddressError: invalid,
  IntegerOutOfRangeError: invalid,
  AbiEncodingBytesSizeMismatchError: invalid,
  AbiEncodingArrayLengthMismatchError: invalid,
  AbiEncodingLengthMismatchError: invalid,
  InvalidArrayError: invalid,
  InvalidAbiEncodingTypeError: invalid,
};

/**
 * Gives whatever was caught a type, a message for people and a recovery: contract refusals, the wallet's, the network's.
 *
 * @example
 * ```ts
 * try {
 *   await writeContract(client, deposit.call({ marketplace, amount, account }));
 * } catch (error) {
 *   const { shortMessage, recovery } = toPlazaError(error);
 * }
 * ```
 */
export function toPlazaError(error: unknown): PlazaError {
  for (const candidate of causesOf(error)) if (candidate instanceof PlazaError) return candidate;
  const refused = decodeContractError(error);
  if (refused) return refused;
  const cause = error instanceof Error ? error : undefined;
  for (const candidate of causesOf(error)) {
    const translate =
      candidate instanceof Error && Object.hasOwn(translations, candidate.name) && translations[candidate.name];
    if (translate) return translate(cause ?? (candidate as Error));
    // Wallets do not always wrap their refusal into viem's class.
    if (typeof candidate === "object" && candidate !== null && "code" in candidate && candidate.code === 4001)
      return new UserRejectedError({ cause });
  }
  return new UnexpectedError({ cause, shortMessage: cause instanceof BaseError ? cause.shortMessage : undefined });
}

function invalid(cause: Error): PlazaError {
  const culprit = [...causesOf(cause)].findLast((candidate) => candidate instanceof BaseError);
  const expected = culprit instanceof BaseError ? culprit.shortMessage : cause.message;
  return new InvalidParameterError({ field: "arguments", value: expected, expected: "what the contract takes", cause });
}

/** Where the chain was asked. Not the whole address: with many providers its path is a key, and messages end in logs. */
function urlOf(error: Error): string {
  for (const candidate of causesOf(error))
    if (typeof candidate === "object" && candidate !== null && "url" in candidate && typeof candidate.url === "string")
      if (URL.canParse(candidate.url)) return new URL(candidate.url).origin;
  return "the chain's RPC endpoint";
}

function hashIn(error: Error): Hash {
  return (/0x[0-9a-f]{64}/i.exec(error.message)?.[0] ?? "0x") as Hash;
}
