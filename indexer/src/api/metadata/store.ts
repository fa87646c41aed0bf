import { and, eq, gte, isNotNull, lte, notInArray, type SQL, sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import { collection, item } from "../../../ponder.schema.ts";
import type { TokenStandard } from "./chainSource.ts";
import type { MetadataError } from "./failure.ts";
import type { Metadata } from "./sanitize.ts";
import { createMetadataTables, heard, metadata, trait } from "./tables.ts";

/** What writing takes: any Drizzle database that may. */
export type MetadataDatabase = Pick<
  PgDatabase<PgQueryResultHKT>,
  "select" | "insert" | "update" | "delete" | "execute" | "transaction"
>;

/** An item or a collection that is to be looked at. */
export type Subject = {
  subject: string;
  token: Hex;
  /** Null for the collection itself. */
  tokenId: bigint | null;
  standard: TokenStandard;
  /** Looks in a row that failed before. */
  attempts: number;
  /** Until when it is nobody else's, unix milliseconds. */
  dueAt: number;
};

/** What a look found: a document, or why not; of a collection sometimes both. */
export type Outcome = {
  document: Metadata | null;
  failure: MetadataError | null;
  /** As the contract says; null if it does not. */
  standard: TokenStandard | null;
};

export const STORE_LIMITS = {
  /** Looks in a row that may fail before it is given up. */
  attempts: 6,
  /** Milliseconds before the second look; four times as long before each further one. */
  firstPause: 10_000,
  longestPause: 3_600_000,
  /** Milliseconds before the chain is asked again that did not answer. */
  chainPause: 30_000,
  /** Milliseconds in which a subject is looked at again once, whoever asks for it. */
  rest: 60_000,
  /** Milliseconds until a look that nobody ended is taken up again. */
  lease: 120_000,
  /** Subjects of one collection that are taken at a time. */
  ofCollection: 4,
} as const;

/** How many blocks a reorganisation can undo at most. */
export const REORG_BLOCKS = 200n;

export type MetadataStore = ReturnType<typeof createMetadataStore>;

/** The tables of metadata, as the one who fills them uses them. */
export function createMetadataStore({ db, now = Date.now }: { db: MetadataDatabase; now?: () => number }) {
  const rowsOf = async <Row>(statement: SQL) => ((await db.execute(statement)) as unknown as { rows: Row[] }).rows;
  const digits = (value: number | bigint) => sql.raw(String(value));

  return {
    /** Makes the tables where they are not there yet. */
    async prepare(): Promise<void> {
      for (const statement of createMetadataTables()) await db.execute(statement);
    },

    /** Collections that are not Plaza's own. */
    async foreignCollections(): Promise<Hex[]> {
      const rows = await db
        .select({ address: collection.address })
        .from(collection)
        .where(eq(collection.official, false));
      return rows.map(({ address }) => address);
    },

    /** Enters collections and items that were put up, and are not Plaza's own. @param since - Block from which they can be new. */
    async enrol(since: bigint): Promise<void> {
      const floor = since > REORG_BLOCKS ? since - REORG_BLOCKS : 0n;
      const entered = (columns: SQL, rest: SQL) =>
        sql`insert into ${metadata} (subject, token, token_id, standard, status, attempts, due_at)
          select ${columns}, 'PENDING', 0, ${digits(now())} from ${rest} on conflict do nothing`;
      await db.execute(
        entered(
          sql`${collection.address}, ${collection.address}, null::numeric, ${collection.standard}::text`,
          sql`${collection} where ${collection.official} = false
            and not exists (select from ${metadata} where ${metadata.subject} = ${collection.address})`,
        ),
      );
      await db.execute(
        entered(
          sql`${item.id}, ${item.token}, ${item.tokenId}, ${item.standard}::text`,
          sql`${item} join ${collection} on ${collection.address} = ${item.token}
            where ${collection.official} = false and ${item.ordinal} >= ${digits(floor * 1_000_000n)}
            and not exists (select from ${metadata} where ${metadata.subject} = ${item.id})`,
        ),
      );
    },

    /** Takes what is due, those that waited longest first, a few of each collection. What is taken is nobody else's for a while. */
    async take(count: number, { except }: { except: readonly Hex[] }): Promise<Subject[]> {
      if (count <= 0) return [];
      const dueAt = now() + STORE_LIMITS.lease;
      const busy = except.length > 0 ? notInArray(metadata.token, [...except]) : sql`true`;
      const rows = await rowsOf<{
        subject: string;
        token: Hex;
        token_id: string | null;
        standard: string;
        attempts: number;
      }>(
        sql`update ${metadata} set due_at = ${digits(dueAt)}
          where due_at <= ${digits(now())} and subject in (
            select due.subject from (select distinct token from ${metadata} where token_id is null and ${busy}) as owner
            cross join lateral (select subject, due_at from ${metadata} as candidate
              where candidate.token = owner.token and candidate.due_at <= ${digits(now())}
              order by candidate.due_at, candidate.subject limit ${digits(STORE_LIMITS.ofCollection)}) as due
            order by due.due_at, due.subject limit ${digits(count)})
          returning subject, token, token_id, coalesce(said_standard, standard) as standard, attempts`,
      );
      return rows.map(({ token_id, standard, ...row }) => ({
        ...row,
        tokenId: token_id === null ? null : BigInt(token_id),
        standard: standard as Subject["standard"],
        dueAt,
      }));
    },

    /** Keeps what a look found, and says when the next one is. What was read before stays when a look fails. */
    async keep({ subject, attempts, dueAt }: Subject, { document, failure, standard }: Outcome): Promise<void> {
      const again = failure ? nextLook(failure, attempts, now()) : null;
      const failed = failure?.reason === "CHAIN_AWAY" ? attempts : attempts + 1;
      await db.transaction(async (tx) => {
        await tx
          .update(metadata)
          .set({
            status: failure ? (again === null ? "FAILED" : "PENDING") : "OK",
            failure: failure?.reason ?? null,
            attempts: failure ? failed : 0,
            ...(standard ? { saidStandard: standard } : {}),
            // Unless somebody asked for another look meanwhile.
            dueAt: sql`case when due_at = ${digits(dueAt)} then ${again === null ? sql`null` : digits(again)} else due_at end`,
            ...(document ? contentOf(document, now()) : {}),
          })
          .where(eq(metadata.subject, subject));
        if (!document) return;
        await tx.delete(trait).where(eq(trait.itemId, subject));
        if (document.traits.length > 0)
          await tx
            .insert(trait)
            .values(document.traits.map((one, position) => ({ itemId: subject, position, ...one })));
      });
    },

    /**
     * Has items of a contract looked at again, soon, but each once in a while only.
     *
     * @param tokens - From which token to which; without them the collection itself.
     */
    async touch(token: Hex, tokens?: { from: bigint; to: bigint }): Promise<void> {
      const range = tokens
        ? and(
            gte(metadata.tokenId, String(tokens.from)),
            lte(metadata.tokenId, String(tokens.to)),
            isNotNull(metadata.tokenId),
          )
        : sql`${metadata.tokenId} is null`;
      const soon = sql`greatest(${digits(now())}, coalesce(touched_at, 0) + ${digits(STORE_LIMITS.rest)})`;
      await db
        .update(metadata)
        .set({
          attempts: 0,
          status: sql`case when status = 'FAILED' then 'PENDING' else status end`,
          dueAt: sql`least(due_at, ${soon})`,
          // What waits already for as early a look takes nothing from the next wish.
          touchedAt: sql`case when due_at <= ${soon} then touched_at else ${soon} end`,
        })
        // What would stay as it is, is not written anew: a contract can announce as often as it likes.
        .where(
          and(
            eq(metadata.token, token),
            range,
            sql`(due_at is null or due_at > ${soon} or attempts <> 0 or status = 'FAILED')`,
          ),
        );
    },

    /** Up to which block contracts were heard, and which one that was; null if never. */
    async heardUntil(): Promise<{ block: bigint; hash: string | null } | null> {
      const [row] = await db.select().from(heard);
      return row ?? null;
    },

    async hear(block: bigint, hash: Hex): Promise<void> {
      const values = sql`insert into ${heard} (id, block, hash) values (1, ${digits(block)}, ${hash})`;
      await db.execute(sql`${values} on conflict (id) do update set block = excluded.block, hash = excluded.hash`);
    },
  };
}

/** When to look again after a failure, unix milliseconds; null for never. */
function nextLook(failure: MetadataError, attempts: number, now: number): number | null {
  if (failure.reason === "CHAIN_AWAY") return now + STORE_LIMITS.chainPause;
  if (!failure.canPass || attempts + 1 >= STORE_LIMITS.attempts) return null;
  return now + Math.min(STORE_LIMITS.firstPause * 4 ** attempts, STORE_LIMITS.longestPause);
}

const contentOf = ({ name, description, image, externalUrl }: Metadata, now: number) => ({
  ...{ name, description, image, externalUrl },
  nameSearch: name?.toLowerCase() ?? null,
  fetchedAt: Math.floor(now / 1_000),
});
