export * from "./constants.ts";
export { createHasher, domainSeparator, type Hasher, typeHash } from "./hasher.ts";
export * from "./hashes.ts";
export * from "./prices.ts";
export { randomSalt } from "./salt.ts";
export { settlerHash } from "./settlerHash.ts";
export * from "./transferData.ts";
export * from "./typedData.ts";
export type * from "./types.ts";
