import { type Address, isAddress } from "viem";
import { InvalidParameterError } from "../errors/input.ts";

/** An address becomes part of a path: nothing else may get there. */
export function checkAddress(account: Address): Address {
  if (isAddress(account, { strict: false })) return account;
  throw new InvalidParameterError({ field: "account", value: account, expected: "an address" });
}
