import { sql } from "drizzle-orm";
import { VOLATILE } from "../answers/cacheable.ts";
import { KindRef, MetaRef } from "./refs.ts";

/** Of a replica that is connected and has applied all it was sent: nothing. */
const REPLICA_LAG = sql`select case when pg_is_in_recovery() then
  case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() and exists (select from pg_stat_wal_receiver) then 0
    else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end end::float8 as lag`;

MetaRef.implement({
  description: "How far the index has come.",
  fields: (t) => ({
    chainId: t.exposeInt("chainId", { description: "Chain that is indexed." }),
    block: t.expose("block", {
      type: "BigInt",
      description: "Latest block that is in the answers. Wait for your transaction's block to see its effect.",
    }),
    blockTimestamp: t.exposeInt("timestamp", {
      description: "That block's time, unix seconds; what expired and ended is judged by it.",
    }),
    replicaLagSeconds: t.float({
      nullable: true,
      description:
        "How far the replica that answers is behind the database that is written, seconds; null where that one answers itself. Only `block` tells what is in the answers.",
      ...VOLATILE,
      resolve: async (_, __, { db }) => {
        const { rows } = (await db.execute(REPLICA_LAG)) as unknown as { rows: { lag: number | null }[] };
        return rows[0]?.lag ?? null;
      },
    }),
  }),
});

KindRef.implement({
  description: "A catalogue entry: what its items are called and look like.",
  fields: (t) => ({
    id: t.exposeInt("id", { description: "Number of the kind in its collection; from 1." }),
    name: t.exposeString("name", { description: "Display name." }),
    icon: t.exposeString("icon", { description: "SVG path data on a 512 x 512 view box." }),
  }),
});
