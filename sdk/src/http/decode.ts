import { type Address, getAddress, type Hex, isAddress } from "viem";
import { MalformedResponseError } from "../errors/http.ts";

/**
 * Checks a value from a server and turns it into what the SDK promises: bigint for amounts, checksummed addresses, `Date` for
 * times. Unknown fields are ignored, so that a newer server can say more.
 */
export type Decoder<value> = (value: unknown, field: string) => value;

/** Parses JSON; a body that is none is malformed. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedResponseError({ field: "body", expected: "JSON", cause: cause as Error });
  }
}

function fail(field: string, expected: string): never {
  throw new MalformedResponseError({ field, expected });
}

export const text: Decoder<string> = (value, field) => (typeof value === "string" ? value : fail(field, "a string"));

export const integer: Decoder<number> = (value, field) =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : fail(field, "a whole number");

export const boolean: Decoder<boolean> = (value, field) =>
  typeof value === "boolean" ? value : fail(field, "true or false");

/** A decimal string, as amounts travel in JSON. */
export const amount: Decoder<bigint> = (value, field) =>
  typeof value === "string" && /^\d{1,78}$/.test(value) ? BigInt(value) : fail(field, "an amount as a decimal string");

export const address: Decoder<Address> = (value, field) =>
  typeof value === "string" && isAddress(value, { strict: false }) ? getAddress(value) : fail(field, "an address");

export const hex: Decoder<Hex> = (value, field) =>
  typeof value === "string" && /^0x(?:[0-9a-fA-F]{2})*$/.test(value)
    ? (value as Hex)
    : fail(field, "hexadecimal bytes");

export const bytes32: Decoder<Hex> = (value, field) =>
  typeof value === "string" && /^0x[0-9a-fA-F]{64}$/.test(value)
    ? (value.toLowerCase() as Hex)
    : fail(field, "32 bytes in hexadecimal");

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 time. */
export const date: Decoder<Date> = (value, field) => {
  const parsed = typeof value === "string" && ISO.test(value) ? new Date(value) : undefined;
  return parsed && !Number.isNaN(parsed.getTime()) ? parsed : fail(field, "a time in ISO 8601");
};

/** An ISO 8601 time of whole seconds that is part of a signed message, as unix seconds. */
export const signedTime: Decoder<bigint> = (value, field) => {
  const milliseconds = date(value, field).getTime();
  return milliseconds % 1_000 === 0 ? BigInt(milliseconds / 1_000) : fail(field, "a time of whole seconds");
};

/** A whole number that is part of a signed message. */
export const signedInteger: Decoder<bigint> = (value, field) => BigInt(integer(value, field));

export function oneOf<const values extends readonly string[]>(values: values): Decoder<values[number]> {
  return (value, field) =>
    values.find((candidate) => candidate === value) ?? fail(field, `one of ${values.join(", ")}`);
}

export function nullable<value>(decode: Decoder<value>): Decoder<value | null> {
  return (value, field) => (value === null || value === undefined ? null : decode(value, field));
}

export function array<item>(decode: Decoder<item>): Decoder<item[]> {
  return (value, field) =>
    Array.isArray(value) ? value.map((item, index) => decode(item, `${field}[${index}]`)) : fail(field, "a list");
}

/** Any JSON object. */
export const record: Decoder<Record<string, unknown>> = (value, field) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(field, "an object");

export function object<shape extends Record<string, unknown>>(
  fields: {
    [key in keyof shape]: Decoder<shape[key]>;
  },
): Decoder<shape> {
  return (value, field) => {
    const source = record(value, field);
    const decoded: Partial<shape> = {};
    for (const key in fields) decoded[key] = fields[key](source[key], field === "" ? key : `${field}.${key}`);
    return decoded as shape;
  };
}
