export * from "./buy.ts";
export * from "./buyMany.ts";
export * from "./buyWithCredit.ts";
export * from "./buyWithPermit.ts";
export * from "./cancelListing.ts";
export * from "./listApproved.ts";
export * from "./listItem.ts";
export * from "./updatePrice.ts";
