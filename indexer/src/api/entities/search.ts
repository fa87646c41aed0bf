import type { InferSelectModel } from "drizzle-orm";
import { getTableColumns, sql } from "drizzle-orm";
import type { Hex } from "viem";
import { kind } from "../../../ponder.schema.ts";
import { trigramsOf, wordsOf } from "../../store/trigrams.ts";
import { BadInputError } from "../errors.ts";
import { among, toSql } from "../query/condition.ts";
import type { Database } from "../query/database.ts";
import { FILTER_LIMITS, limited } from "../query/filter.ts";

/** Of what is searched for, at least this share of trigrams must be in a name: what pg_trgm asks of strings by default. */
const LEAST_SHARE = 0.3;

/** A catalogue entry whose name was found. */
export type Hit = InferSelectModel<typeof kind> & {
  /** Whether the name has a word for each word of the text, equal or beginning with it. */
  matches: boolean;
  /** The share of the text's trigrams that the name has. */
  share: number;
};

/**
 * Finds names: those that have all words first, then those that are alike. Every name is looked at: of catalogue entries there
 * are as many as kinds of things, however many things there are.
 *
 * @throws BadInputError for a text that is too long, or has neither a letter nor a digit.
 */
export async function searchKinds(
  db: Database,
  { text, collections, limit }: { text: string; collections?: readonly Hex[] | null | undefined; limit: number },
): Promise<Hit[]> {
  if (text.length > FILTER_LIMITS.characters)
    throw new BadInputError("text", `is longer than ${FILTER_LIMITS.characters} characters.`);
  const words = wordsOf(text);
  if (words.length === 0) throw new BadInputError("text", "has neither a letter nor a digit.");
  const trigrams = trigramsOf(text);
  const list = sql.join(
    trigrams.map((trigram) => sql`${trigram}`),
    sql`, `,
  );
  // Words are letters and digits alone, so that `like` has nothing to escape.
  const matches = sql<boolean>`(${sql.join(
    words.map((word) => sql`${kind.words} like ${`% ${word}%`}`),
    sql` and `,
  )})`;
  const share = sql<number>`(select count(*) from unnest(${kind.trigrams}) own where own in (${list}))::float / ${sql.raw(String(trigrams.length))}`;
  const found = db
    .select({ ...getTableColumns(kind), matches: matches.as("matches"), share: share.mapWith(Number).as("share") })
    .from(kind)
    .where(collections ? toSql(among(kind.token, limited(collections, "collection"))) : undefined)
    .as("found");
  return db
    .select()
    .from(found)
    .where(sql`${found.matches} or ${found.share} >= ${sql.raw(String(LEAST_SHARE))}`)
    .orderBy(
      sql`${found.matches} desc`,
      sql`${found.share} desc`,
      sql`cardinality(${found.trigrams})`,
      found.name,
      found.token,
      found.id,
    )
    .limit(limit);
}
