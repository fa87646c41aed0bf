export * from "./claimItem.ts";
export * from "./defineResources.ts";
export * from "./mintItems.ts";
export * from "./mintResources.ts";
export * from "./registerKinds.ts";
export * from "./setApprovalForAll.ts";
export type { ItemTraits, KindInput } from "./traits.ts";
