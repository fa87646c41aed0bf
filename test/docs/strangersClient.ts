import { initGraphQLTada, type ResultOf } from "gql.tada";
import { GraphQLClient } from "graphql-request";
import type { introspection } from "./generated/schema.d.ts";

/** Types from the committed SDL alone: whoever has that file needs nothing else of the house. */
const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { BigInt: string; Address: `0x${string}`; Bytes32: `0x${string}` };
}>();

/** README.md's query, letter for letter: a type checker can read none from a file. */
export const README_QUERY = `{
  listings(
    filter: {
      itemType: [WEAPON, ARMOR]
      price: { max: "500000000000000000000" }
      or: [{ rarity: [RARE, EPIC, LEGENDARY] }, { power: { min: 5 } }]
    }
    sort: RARITY_DESC
    first: 10
  ) {
    totalCount
    nodes { id price remaining item { name rarity power defense } }
    pageInfo { hasNextPage endCursor }
  }
}
`;
const listings = graphql(README_QUERY);

const pageQuery = graphql(`
  query Page($filter: ListingFilter, $first: Int, $after: String) {
    listings(filter: $filter, sort: PRICE_ASC, first: $first, after: $after) {
      edges { node { id price text { unavailable title images } item { ...Shown } } }
      pageInfo { endCursor }
    }
  }
  fragment Shown on Item { name rarity traits { name value number } }
`);

/** Asks any query as a program of somebody else's would. @throws ClientError with what the server said is wrong. */
export const askAsStranger = (url: string, query: string): Promise<unknown> => new GraphQLClient(url).request(query);

/**
 * Asks the README's query, and pages through listings like those that it finds, with types that the client made of the SDL. They are
 * held by the type checker alone: `totalCount` is a number, a price a string, a rarity one of five names or null.
 */
export async function readListings(url: string): Promise<ResultOf<typeof listings>["listings"]["nodes"]> {
  const client = new GraphQLClient(url);
  const { listings: found } = await client.request(listings);
  const total: number = found.totalCount;
  const rarity: "COMMON" | "UNCOMMON" | "RARE" | "EPIC" | "LEGENDARY" | null | undefined = found.nodes[0]?.item.rarity;
  if (total === 0 || !rarity) throw new Error("The README's query found nothing.");

  const seen = new Set<`0x${string}`>();
  let after: string | null = null;
  do {
    const page: ResultOf<typeof pageQuery> = await client.request(pageQuery, {
      filter: { rarity: [rarity] },
      first: 2,
      after,
    });
    for (const { node } of page.listings.edges) {
      const price: string = node.price;
      const title: string | null = node.text.title;
      if (BigInt(price) === 0n || title === "" || node.item.rarity !== rarity || seen.has(node.id))
        throw new Error(`It told ${JSON.stringify(node)}.`);
      seen.add(node.id);
    }
    after = page.listings.pageInfo.endCursor;
  } while (after !== null && seen.size < 10);
  // @ts-expect-error: the SDL has no such field, and the client's types say so.
  found.nodes[0]?.owner;
  return found.nodes;
}
