import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { BadInputError } from "../errors.ts";
import { after as afterPosition, all, type Condition, not } from "./condition.ts";
import type { CursorCodec } from "./cursor.ts";
import type { PageQuery } from "./page.ts";
import type { Position, Sort } from "./sort.ts";

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

/** Which part of a connection is asked for, as GraphQL gives it. */
export type PageArguments = { first?: number | null; after?: string | null };

/** Where a connection's rows come from. */
export type Reader<Row> = {
  page(query: PageQuery): Promise<Row[]>;
  count(where: Condition): Promise<number>;
  any(where: Condition): Promise<boolean>;
};

/** Where a page stands within its connection. */
export type PageInfo = {
  hasNextPage(): Promise<boolean>;
  hasPreviousPage(): Promise<boolean>;
  startCursor(): Promise<string | null>;
  endCursor(): Promise<string | null>;
};

/** A page of rows. Nothing is read before it is asked for, and nothing twice. */
export type Connection<Row> = PageInfo & {
  rows(): Promise<Row[]>;
  totalCount(): Promise<number>;
  cursorOf(row: Row): string;
};

/**
 * Opens a connection at a page.
 *
 * @param order - Names what is paged and in which order: its cursors are good for nothing else.
 * @throws BadInputError when `first` or `after` is not acceptable.
 */
export function openConnection<Row extends Record<string, unknown>>({
  reader,
  table,
  order,
  sort,
  where,
  page,
  cursors,
}: {
  reader: Reader<Row>;
  table: PgTable;
  order: string;
  sort: Sort;
  where: Condition;
  page: PageArguments;
  cursors: CursorCodec;
}): Connection<Row> {
  const first = page.first ?? DEFAULT_PAGE;
  if (first < 0 || first > MAX_PAGE) throw new BadInputError("first", `must be 0 to ${MAX_PAGE}, but is ${first}.`);
  const position = page.after ? cursors.decode(order, sort, page.after, "after") : null;
  if (page.after === "") throw new BadInputError("after", "is empty.");
  const keys = keysOf(table, sort);

  // One row more than asked for tells whether there is a next page.
  const read = once(() => {
    const rest = position ? all(where, afterPosition(sort, position)) : where;
    return reader.page({ where: rest, sort, limit: first + 1 });
  });
  const rows = async () => (await read()).slice(0, first);
  const cursorOf = (row: Row) => cursors.encode(order, positionOf(keys, row));
  const cursorAt = (row: Row | undefined) => (row ? cursorOf(row) : null);
  return {
    rows,
    hasNextPage: async () => (await read()).length > first,
    hasPreviousPage: once(async () => (position ? reader.any(all(where, not(afterPosition(sort, position)))) : false)),
    totalCount: once(() => reader.count(where)),
    cursorOf,
    startCursor: async () => cursorAt((await rows()).at(0)),
    endCursor: async () => cursorAt((await rows()).at(-1)),
  };
}

/** Names of a row's properties that a sort's columns are. */
function keysOf(table: PgTable, sort: Sort): string[] {
  const names = new Map(Object.entries(getTableColumns(table)).map(([name, column]) => [column.name, name]));
  return sort.map(({ column }) => names.get(column.name) ?? column.name);
}

function positionOf(keys: readonly string[], row: Record<string, unknown>): Position {
  return keys.map((key) => row[key] ?? null);
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}
