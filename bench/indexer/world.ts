import type { Pool } from "pg";
import { createIndexes, createTables } from "../../indexer/testing/tables.ts";

/** The clock of the synthetic world, unix seconds. */
export const NOW = 1_800_000_000;
export const PLAYER = `0x${"a".repeat(40)}`;
const TOKEN = `0x${"1".repeat(40)}`;

/** A value of a list, the first ones far more often than the last. */
const skewed = (type: string, values: readonly string[], power: number, random: string) =>
  `('{${values.join(",")}}'::text[])[1 + floor(${values.length} * ${random} ^ ${power})::int]::${type}`;

/**
 * Fills an empty database with so many items, each with a listing: synthetic, and skewed as a game's are. Two in five are weapons, one in
 * seven is rare or better, prices span three powers of ten, seven of ten listings are active, and a few sellers have most of them.
 */
export async function makeWorld(pool: Pool, items: number): Promise<void> {
  for (const statement of createTables()) await pool.query(statement);
  const client = await pool.connect();
  try {
    await client.query("select setseed(0.42)");
    await client.query(`insert into collection values ('${TOKEN}', 'Plaza Items', 'ERC721', true)`);
    await client.query(
      `insert into kind (token, id, name, icon, words, trigrams)
      select '${TOKEN}', number, 'Kind ' || number, 'M0 0h512', ' kind ' || number, '{}' from generate_series(1, 200) number`,
    );
    await client.query(`
      insert into item (id, token, token_id, standard, kind, name_search, name, item_type, rarity, class, biome,
        power, defense, speed, luck, owner, supply, minted_at, ordinal)
      select '${TOKEN}:' || number, '${TOKEN}', number, 'ERC721', kind, 'kind ' || kind, 'Kind ' || kind,
        ${skewed("item_type", ["WEAPON", "ARMOR", "GEAR", "TOOL", "MOUNT", "COSMETIC", "COLLECTIBLE", "LAND"], 2.3, "random()")},
        ${skewed("rarity", ["COMMON", "COMMON", "COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"], 2.5, "random()")},
        ${skewed("character_class", ["ANY", "WARRIOR", "MAGE", "RANGER", "ROGUE", "CLERIC"], 1.7, "random()")},
        'NONE', floor(100 * random() ^ 1.5)::int, floor(100 * random() ^ 2)::int, floor(10 * random())::int,
        floor(20 * random() ^ 3)::int, '${PLAYER}', 1, ${NOW} - number, number
      from (select number, 1 + floor(200 * random() ^ 2)::int as kind from generate_series(1, ${items}) number) minted`);
    await client.query(`
      insert into listing (id, seller, item_id, token, token_id, standard, kind, name_search, item_type, rarity, class, biome,
        power, defense, speed, luck, quantity, remaining, price, expiry, schedule, max_royalty_bps, salt, fee_bps, state, "primary",
        created_at, updated_at, created_tx, ordinal)
      select '0x' || lpad(to_hex(ordinal), 64, '0'), '0x' || lpad(to_hex(floor(5000 * random() ^ 4)::int), 40, '0'), id, token, token_id,
        standard, kind, name_search, item_type, rarity, class, biome, power, defense, speed, luck, 1, 1,
        floor(10::numeric ^ (17 + 3 * random())::numeric),
        case when random() < 0.2 then ${NOW} + floor(1000000 * (random() - 0.1)) end, 0, 0, ordinal, 500,
        ${skewed("listing_state", ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "SOLD", "SOLD", "CANCELLED"], 1, "random()")},
        random() < 0.05, ${NOW} - ordinal, ${NOW} - ordinal, '0x' || lpad(to_hex(ordinal), 64, 'e'), ordinal
      from item`);
    for (const statement of createIndexes()) await client.query(statement);
    await client.query("vacuum analyze");
  } finally {
    client.release();
  }
}
