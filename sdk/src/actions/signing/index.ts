export * from "./signBid.ts";
export * from "./signCreditsPermit.ts";
export * from "./signListing.ts";
export * from "./signOffer.ts";
export * from "./signSettlement.ts";
export * from "./signWithdrawal.ts";
export * from "./signWithdrawalRequest.ts";
