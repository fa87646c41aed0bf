import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { ledgerEntry } from "../../../ponder.schema.ts";
import { not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";

export type LedgerRow = InferSelectModel<typeof ledgerEntry>;

export type LedgerFields = {
  account: readonly Hex[];
  pocket: readonly LedgerRow["pocket"][];
  direction: readonly LedgerRow["direction"][];
  cause: readonly LedgerRow["cause"][];
  reference: readonly Hex[];
  amount: Range<bigint>;
  since: number;
  until: number;
};

export type LedgerSort = "NEWEST" | "OLDEST";

export const ledger: Entity<typeof ledgerEntry, LedgerFields, LedgerSort> = {
  name: "ledger",
  table: ledgerEntry,
  fields: {
    account: amongOf(ledgerEntry.account),
    pocket: amongOf(ledgerEntry.pocket),
    direction: amongOf(ledgerEntry.direction),
    cause: amongOf(ledgerEntry.cause),
    reference: amongOf(ledgerEntry.reference),
    amount: rangeOf(ledgerEntry.amount),
    since: (time) => within(ledgerEntry.timestamp, { min: time }),
    until: (time) => not(within(ledgerEntry.timestamp, { min: time })),
  },
  sorts: {
    NEWEST: [desc(ledgerEntry.ordinal)],
    OLDEST: [asc(ledgerEntry.ordinal)],
  },
};
