export * from "./cancelExit.ts";
export * from "./deposit.ts";
export * from "./executeExit.ts";
export * from "./requestExit.ts";
export * from "./setBidKey.ts";
export * from "./withdraw.ts";
export * from "./withdrawCredit.ts";
