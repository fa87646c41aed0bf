export * from "./admin/index.ts";
export * from "./auctions/index.ts";
export * from "./batch/index.ts";
export * from "./credits/index.ts";
export type { EventArgs } from "./internal/events.ts";
export type {
  ActionParameters,
  ContractCall,
  PlazaClient,
  ReadOptions,
  SimulateReturnType,
  SyncOptions,
  SyncReturnType,
  TransactionOptions,
  WriteAction,
} from "./internal/types.ts";
export * from "./items/index.ts";
export * from "./listings/index.ts";
export * from "./orders/index.ts";
export { type PlazaActions, plazaActions } from "./plazaActions.ts";
export * from "./reads/index.ts";
export * from "./signing/index.ts";
export * from "./vault/index.ts";
