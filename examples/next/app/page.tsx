import { listingsQueryOptions, readListingSearch } from "@plaza/sdk/query";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { graphql, graphqlUrl } from "./graphql";
import { Providers } from "./providers";
import { Shop } from "./shop";

type Query = Record<string, string>;

/**
 * The shop, rendered on the server: its first page of listings is asked for here, and travels to the browser in React's own encoding,
 * which knows bigint and Date. There the hook finds it in the cache and asks for nothing.
 */
export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const query = new URLSearchParams(await searchParams).toString();
  const { filter, sort } = readListingSearch(query);
  const queries = new QueryClient();
  await queries.prefetchInfiniteQuery(listingsQueryOptions(graphql, { filter, sort }));
  return (
    <Providers graphqlUrl={graphqlUrl}>
      <HydrationBoundary state={dehydrate(queries)}>
        <Shop serverQuery={query} />
      </HydrationBoundary>
    </Providers>
  );
}
