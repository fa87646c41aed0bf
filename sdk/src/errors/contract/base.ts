import type { AbiParameterToPrimitiveType } from "viem";
import type { plazaErrorsAbi } from "../../abi/index.ts";
import { PlazaError, type Recovery } from "../base.ts";

type ErrorItem = (typeof plazaErrorsAbi)[number];

/** Name of a custom error of Plaza's contracts, as Solidity has it. */
export type ContractErrorName = ErrorItem["name"];

type Parameter<name extends ContractErrorName> = Extract<ErrorItem, { name: name }>["inputs"][number];

/** The values that a custom error carries, by name. */
export type ContractErrorArgs<name extends ContractErrorName> = {
  readonly [parameter in Parameter<name> as parameter["name"]]: AbiParameterToPrimitiveType<parameter>;
};

type Words<args> = { message: string | ((args: args) => string); recovery: Recovery; retryable?: boolean };

/** A contract refused: base of the class that each custom error has. */
export class ContractError extends PlazaError {
  /** Name of the error in Solidity. */
  readonly errorName: string;
  /** The values that it carries, by name. */
  readonly args: Readonly<Record<string, unknown>>;

  constructor(errorName: string, args: Readonly<Record<string, unknown>>, words: Words<never>, cause?: Error) {
    // A class gives the words of its own error, so these are the values that they speak of.
    super(typeof words.message === "function" ? words.message(args as never) : words.message, {
      code: snakeCase(errorName),
      recovery: words.recovery,
      retryable: words.retryable,
      name: `${errorName}Error`,
      cause,
      metaMessages: [`Error: ${errorName}`, ...Object.entries(args).map(([key, value]) => `  ${key}: ${value}`)],
    });
    this.errorName = errorName;
    this.args = args;
  }
}

interface ContractErrorOf<name extends ContractErrorName> extends ContractError {
  readonly name: `${name}Error`;
  readonly errorName: name;
  readonly args: ContractErrorArgs<name>;
}

/** The class of one custom error. */
export interface ContractErrorClass<name extends ContractErrorName> {
  new (args: ContractErrorArgs<name>, options?: { cause?: Error | undefined }): ContractErrorOf<name>;
  readonly errorName: name;
}

/** Makes the class of one custom error: `ListingNotActive` is a `ListingNotActiveError`. */
export function contractError<const name extends ContractErrorName>(
  errorName: name,
  words: Words<ContractErrorArgs<name>>,
): ContractErrorClass<name> {
  return class extends ContractError {
    static readonly errorName: name = errorName;
    override readonly name: `${name}Error` = `${errorName}Error`;
    override readonly errorName: name = errorName;
    declare readonly args: ContractErrorArgs<name>;

    constructor(args: ContractErrorArgs<name>, { cause }: { cause?: Error | undefined } = {}) {
      super(errorName, args, words, cause);
    }
  };
}

/** `ERC20InsufficientBalance` is `erc20_insufficient_balance`, `ListingNotActive` is `listing_not_active`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
