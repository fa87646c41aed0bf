import { createGraphqlClient } from "@plaza/sdk/graphql";

/** Asked by the server and by browsers: both must reach it, for it is part of the cache's keys. */
export const graphqlUrl = process.env.PLAZA_GRAPHQL_URL ?? "http://127.0.0.1:42069/graphql";

export const graphql = createGraphqlClient({ url: graphqlUrl });
