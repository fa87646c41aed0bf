import { InvalidArgumentError } from "@commander-js/extra-typings";
import { type Address, getAddress, type Hex, isAddress, isHash, parseEther } from "viem";

/** An id of 32 bytes. */
export function asId(text: string): Hex {
  if (!isHash(text)) throw new InvalidArgumentError("It must be an id: 0x and 64 hexadecimal digits.");
  return text.toLowerCase() as Hex;
}

/** An account's address, in any case. */
export function asAddress(text: string): Address {
  if (!isAddress(text, { strict: false })) throw new InvalidArgumentError("It must be an address.");
  return getAddress(text);
}

/** Where a server answers. */
export function asUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/i.test(text))
    throw new InvalidArgumentError("It must be an http or https URL.");
  return text;
}

/** A whole number within bounds. */
export function asCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 100)
    throw new InvalidArgumentError("It must be a number from 1 to 100.");
  return count;
}

/** Units of a stack. */
export function asUnits(text: string): bigint {
  if (!/^[1-9]\d{0,30}$/.test(text)) throw new InvalidArgumentError("It must be a number from 1 on.");
  return BigInt(text);
}

/** Whole Credits, as the smallest unit. */
export function asAmount(text: string): bigint {
  if (!/^\d{1,30}(\.\d{1,18})?$/.test(text))
    throw new InvalidArgumentError("It must be an amount such as 120 or 12.5.");
  return parseEther(text);
}
