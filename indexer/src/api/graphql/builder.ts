import SchemaBuilder from "@pothos/core";
import type { Hex } from "viem";
import type { Context } from "./context.ts";
import { addressScalar, bigIntScalar, bytes32Scalar } from "./scalars.ts";

/** Collects the schema: each file of this folder adds its types to it. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    BigInt: { Input: bigint; Output: bigint };
    Address: { Input: Hex; Output: Hex };
    Bytes32: { Input: Hex; Output: Hex };
  };
}>({ defaultFieldNullability: false });

/** What the builder knows of types, for helpers that are generic over them. */
export type SchemaTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

builder.addScalarType("BigInt", bigIntScalar);
builder.addScalarType("Address", addressScalar);
builder.addScalarType("Bytes32", bytes32Scalar);
