export * from "./acceptOffer.ts";
export * from "./bumpCounter.ts";
export * from "./buySigned.ts";
export * from "./cancelOrders.ts";
export * from "./withdrawOrderCredit.ts";
