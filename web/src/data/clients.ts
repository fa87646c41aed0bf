import { createGraphqlClient } from "@plaza/sdk/graphql";
import { createRelayerClient } from "@plaza/sdk/relayer";
import { createPublicClient, http } from "viem";
import { chain, graphqlUrl, relayerUrl } from "../settings.ts";

/** What the chain says, for reading. What is asked at the same time goes in one request. */
export const publicClient = createPublicClient({
  chain,
  transport: http(undefined, { batch: true, retryCount: 1, timeout: 8_000 }),
  pollingInterval: 1_000,
});

/** What the indexer says: listings, auctions, items, trades, accounts. */
export const graphql = createGraphqlClient({ url: graphqlUrl, timeout: 10_000 });

/** Live bids, funds, co-signed withdrawals and offers. */
export const relayer = createRelayerClient({ url: relayerUrl, timeout: 10_000 });
