export { createOffer, createSignedListing } from "./build.ts";
export { signedPriceAt } from "./price.ts";
export { type TokenSet, tokenSet } from "./tokenSet.ts";
export * from "./typedData.ts";
export type * from "./types.ts";
