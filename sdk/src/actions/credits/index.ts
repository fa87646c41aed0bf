export * from "./approveCredits.ts";
export * from "./mintCredits.ts";
export * from "./transferCredits.ts";
