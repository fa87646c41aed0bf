export type { HttpClientOptions, RequestOptions } from "../http/request.ts";
export * from "./createFeedClient.ts";
export { createGraphqlClient, type GraphqlClient } from "./createGraphqlClient.ts";
export { type TypedDocument, typedDocument } from "./document.ts";
export { type FeedEventsParameters, feedEvents } from "./feedEvents.ts";
export type * from "./filters.ts";
export { auctionTerms, listingTerms } from "./terms.ts";
export * from "./types.ts";
export type { WaitForBlockParameters } from "./waitForBlock.ts";
