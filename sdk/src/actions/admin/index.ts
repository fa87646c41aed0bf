export * from "./addSettler.ts";
export * from "./collectFees.ts";
export * from "./pause.ts";
export * from "./removeSettler.ts";
export * from "./setFee.ts";
export * from "./setTreasury.ts";
export * from "./unpause.ts";
