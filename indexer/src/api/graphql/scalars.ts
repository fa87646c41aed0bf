import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { getAddress, type Hex, isAddress } from "viem";
import type { ErrorCode } from "../errors.ts";

const MAX_UINT256 = 2n ** 256n - 1n;

/** An unsigned whole number of up to 256 bits. Out of the database and in from the caller it is a bigint. */
export const bigIntScalar = new GraphQLScalarType<bigint, string>({
  name: "BigInt",
  description:
    "A whole number from 0 to 2^256 - 1 as a string of decimal digits, such as an amount in the smallest unit or a token id. In queries and variables a JSON integer is taken too, up to 2^53 - 1.",
  serialize: (value) => String(value),
  parseValue: (value) => toBigInt(typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value),
  parseLiteral: (node) =>
    toBigInt(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined, print(node), node),
});

/** An account or contract. Within the indexer it is in lower case. */
export const addressScalar = new GraphQLScalarType<Hex, string>({
  name: "Address",
  description:
    "An account or contract: 0x and 40 hex digits. Answers have the checksum of EIP-55; in queries upper and lower case are alike.",
  serialize: (value) => getAddress(String(value)),
  parseValue: (value) => toAddress(value),
  parseLiteral: (node) => toAddress(node.kind === Kind.STRING ? node.value : undefined, print(node), node),
});

/** A digest. Within the indexer and in answers it is in lower case. */
export const bytes32Scalar = new GraphQLScalarType<Hex, string>({
  name: "Bytes32",
  description: "The id of a listing or an auction, or the hash of a transaction: 0x and 64 hex digits, in lower case.",
  serialize: (value) => String(value),
  parseValue: (value) => toBytes32(value),
  parseLiteral: (node) => toBytes32(node.kind === Kind.STRING ? node.value : undefined, print(node), node),
});

function toBigInt(value: unknown, shown = show(value), node?: ValueNode): bigint {
  if (typeof value !== "string" || !/^\d+$/.test(value))
    throw refuse("BigInt", "a whole number in decimal digits", shown, node);
  const number = value.length <= 100 ? BigInt(value) : MAX_UINT256 + 1n;
  if (number > MAX_UINT256) throw refuse("BigInt", "a number of at most 256 bits", shown, node);
  return number;
}

function toAddress(value: unknown, shown = show(value), node?: ValueNode): Hex {
  if (typeof value !== "string" || !isAddress(value, { strict: false }))
    throw refuse("Address", "0x and 40 hex digits", shown, node);
  return value.toLowerCase() as Hex;
}

function toBytes32(value: unknown, shown = show(value), node?: ValueNode): Hex {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(value))
    throw refuse("Bytes32", "0x and 64 hex digits", shown, node);
  return value.toLowerCase() as Hex;
}

function refuse(type: string, expected: string, shown: string, node: ValueNode | undefined): GraphQLError {
  const short = shown.length > 100 ? `${shown.slice(0, 100)}...` : shown;
  return new GraphQLError(`${type} must be ${expected}, but is ${short}.`, {
    nodes: node,
    extensions: { code: "BAD_USER_INPUT" satisfies ErrorCode },
  });
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
