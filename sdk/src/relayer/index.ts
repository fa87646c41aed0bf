export type { HttpClientOptions, RequestOptions } from "../http/request.ts";
export type * from "./accountTypes.ts";
export { type BidKeySignature, bidKeyVerifier, type IsBidKeySignature } from "./bidKeyVerifier.ts";
export {
  type AccountClient,
  type AccountClientOptions,
  createAccountClient,
  type SignInParameters,
  type TokenStore,
} from "./createAccountClient.ts";
export { createRelayerClient, type RelayerClient } from "./createRelayerClient.ts";
export type { WatchParameters, WatchStatus } from "./followEvents.ts";
export type * from "./orderTypes.ts";
export { parseReceipt } from "./parseReceipt.ts";
export { type StreamHealth, type StreamStatus, streamHealth } from "./streamHealth.ts";
export type * from "./types.ts";
export { type BidLogFault, type VerifyBidLogReturnType, verifyBidLog } from "./verifyBidLog.ts";
export { type VerifyCosignatureParameters, verifyCosignature } from "./verifyCosignature.ts";
export { verifyReceipt } from "./verifyReceipt.ts";
export { type VerifyRelayerKeysParameters, verifyRelayerKeys } from "./verifyRelayerKeys.ts";
export type { WatchAuctionParameters } from "./watchAuction.ts";
export type { WatchNotificationsParameters } from "./watchNotifications.ts";
export { webTokenStore } from "./webTokenStore.ts";
