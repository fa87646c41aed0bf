import type { Pool } from "pg";
import { percentile, rounded, timed } from "./figures.ts";
import { COUNT, FACETS, PAGE } from "./requests.ts";
import { PLAYER } from "./world.ts";

const CLIENTS = 500;
/** Queries that each client sends, one after the other. */
const EACH = 4;

type Ask = (query: string) => Promise<unknown>;

/** Has five hundred clients ask different things at once. A query that fails ends the benchmark. */
export async function measureConcurrency(pool: Pool, ask: Ask) {
  const { rows } = await pool.query(
    "select id, seller, item_id as item from listing where state = 'ACTIVE' order by ordinal limit 500",
  );
  const known = rows as { id: string; seller: string; item: string }[];
  const mix: ((index: number) => string)[] = [
    () => PAGE,
    (index) => `{ listing(id: "${known[index]?.id}") { price status item { name rarity } trades { totalCount } } }`,
    (index) => {
      const [token, tokenId] = known[index]?.item.split(":") ?? [];
      return `{ item(token: "${token}", tokenId: ${tokenId}) { name power listing { price } kind { name } } }`;
    },
    (index) => `{ listings(filter: { seller: ["${known[index]?.seller}"] }) { nodes { id price } } }`,
    () => "{ auctions(first: 20) { nodes { id endsAt } } _meta { block } }",
    () => `{ account(address: "${PLAYER}") { credits spent vault { free } } }`,
    () =>
      `{ listings(sort: NEWEST, filter: { itemType: [ARMOR], price: { max: "${10n ** 18n}" } }) { nodes { id item { name } } } }`,
    () => COUNT,
    (index) => `{ trades(filter: { account: "${known[index]?.seller}" }) { nodes { id total } } }`,
    () => FACETS,
  ];
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let query = 0; query < EACH; query += 1) {
        const question = mix[(client + query) % mix.length]?.(client) ?? PAGE;
        times.push(await timed(() => ask(question)));
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const [median, p99] = [percentile(times, 50), percentile(times, 99)];
  return {
    ...{ clients: CLIENTS, queries: times.length, errors: 0 },
    ...{ medianMs: rounded(median), p95Ms: rounded(percentile(times, 95)), p99Ms: rounded(p99) },
    ...{ p99OfMedian: rounded(p99 / median), queriesPerSecond: Math.round(times.length / seconds) },
  };
}
