import type { Address } from "viem";

/**
 * Queries that GraphQL must refuse: each with the code of its error and the field, where there is one.
 *
 * @param cursor A good cursor of `listings` sorted by `PRICE_ASC`.
 */
export function badQueries(cursor: string, anyone: Address): [query: string, code: string, field?: string][] {
  const tampered = `${cursor.slice(0, 5)}${cursor[5] === "A" ? "B" : "A"}${cursor.slice(6)}`;
  return [
    ["{ listings(", "GRAPHQL_PARSE_FAILED"],
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    [
      `{ item(token: "${anyone}", tokenId: 1) { ${"listing { item { ".repeat(8)} id ${"} }".repeat(8)} } }`,
      "QUERY_TOO_COMPLEX",
    ],
    [`{ ${Array.from({ length: 31 }, (_, at) => `a${at}: _meta { block }`).join(" ")} }`, "QUERY_TOO_COMPLEX"],
    [`{ listings(after: "${tampered}", sort: PRICE_ASC) { totalCount } }`, "BAD_USER_INPUT", "after"],
    [`{ listings(after: "${cursor}", sort: NEWEST) { totalCount } }`, "BAD_USER_INPUT", "after"],
    ["{ listings(filter: { power: { min: 9, max: 1 } }) { totalCount } }", "BAD_USER_INPUT", "filter.power"],
    ["{ listings(filter: { rarity: [SHINY] }) { totalCount } }", "BAD_USER_INPUT", "filter.rarity[0]"],
    [`{ account(address: "0x12") { credits } }`, "BAD_USER_INPUT", "address"],
    [`{ listings(filter: { price: { max: "${2n ** 256n}" } }) { totalCount } }`, "BAD_USER_INPUT", "filter.price.max"],
    ["{ listings(first: 101) { totalCount } }", "BAD_USER_INPUT", "first"],
  ];
}
