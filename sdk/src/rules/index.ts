export * from "./auctionRules.ts";
export { blindMaximum } from "./blindMaximum.ts";
export * from "./constants.ts";
export { createHasher, domainSeparator, type Hasher, type Keccak256, typeHash } from "./hasher.ts";
export * from "./hashes.ts";
export * from "./lead.ts";
export {
  createListingText,
  LISTING_TEXT_LIMITS,
  type ListingText,
  listingTextFault,
  listingTextSalt,
} from "./listingText.ts";
export * from "./prices.ts";
export { randomSalt } from "./salt.ts";
export * from "./schedule.ts";
export { settlerHash } from "./settlerHash.ts";
export * from "./signers.ts";
export * from "./transferData.ts";
export * from "./typedData.ts";
export type * from "./types.ts";
