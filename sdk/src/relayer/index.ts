export type { HttpClientOptions, RequestOptions } from "../http/request.ts";
export { createRelayerClient, type RelayerClient } from "./createRelayerClient.ts";
export type * from "./types.ts";
export { verifyReceipt } from "./verifyReceipt.ts";
export type { WatchAuctionParameters, WatchStatus } from "./watchAuction.ts";
