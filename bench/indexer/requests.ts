import type { Pool } from "pg";
import { NOW } from "./world.ts";

/** What a shop's page asks at once: the first listings that four conditions leave, how many, and three facets. */
export const WHOLE = `query ($after: String) {
  listings(filter: { itemType: [WEAPON], rarity: [RARE, EPIC, LEGENDARY], power: { min: 20 }, price: { max: "50000000000000000000" } },
    sort: PRICE_ASC, first: 20, after: $after) {
    totalCount
    nodes { id seller price remaining item { name rarity power } }
    pageInfo { endCursor }
  }
  listingFacets(filter: { itemType: [WEAPON], rarity: [RARE, EPIC, LEGENDARY], power: { min: 20 }, price: { max: "50000000000000000000" } }) {
    itemType { value count } rarity { value count } class { value count }
  }
}`;

/** Parts of it, each alone. */
export const PAGE = part(`nodes { id seller price remaining item { name rarity power } } pageInfo { endCursor }`);
export const COUNT = part("totalCount");
export const FACETS = WHOLE.replace(/ {2}listings\(.*?\n {2}}\n/s, "").replace("query ($after: String) ", "");

function part(fields: string): string {
  return WHOLE.replace(/ {2}listingFacets.*?\n {2}}\n/s, "").replace(/ {4}totalCount.*?endCursor }\n/s, `${fields}\n`);
}

const TYPE = "item_type = 'WEAPON'";
const RARITY = "rarity in ('RARE', 'EPIC', 'LEGENDARY')";
const REST = `state = 'ACTIVE' and (expiry is null or expiry > ${NOW}) and power >= 20 and price <= 50000000000000000000`;

const count = (column: string, ...conditions: string[]) =>
  `select ${column} as value, count(*)::int from listing where ${[REST, ...conditions].join(" and ")} and ${column} is not null group by 1 order by 2 desc`;

/** The same by hand, as somebody would who writes it for this one page: five statements, sent together over as many connections. */
export async function byHand(pool: Pool): Promise<void> {
  await Promise.all([
    pool.query(`select listing.id, seller, price, remaining, name, item.rarity, item.power
      from (select * from listing where ${REST} and ${TYPE} and ${RARITY} order by price, ordinal limit 21) listing
      join item on item.id = item_id order by price, listing.ordinal`),
    pool.query(`select count(*)::int from listing where ${REST} and ${TYPE} and ${RARITY}`),
    pool.query(count("item_type", RARITY)),
    pool.query(count("rarity", TYPE)),
    pool.query(count("class", TYPE, RARITY)),
  ]);
}
