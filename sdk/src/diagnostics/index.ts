export { createDiagnostics, type Diagnostics } from "./createDiagnostics.ts";
export type * from "./types.ts";
