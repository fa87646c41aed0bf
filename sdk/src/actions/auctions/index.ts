export * from "./cancelAuction.ts";
export * from "./createAuction.ts";
export * from "./createAuctionApproved.ts";
export * from "./finalizeAuction.ts";
export * from "./settleAuction.ts";
