import type { ObjectRef } from "@pothos/core";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Condition } from "../query/condition.ts";
import {
  type Connection,
  DEFAULT_PAGE,
  MAX_PAGE,
  openConnection,
  type PageArguments,
  type PageInfo,
  type Reader,
} from "../query/connection.ts";
import type { Entity } from "../query/entity.ts";
import { AGGREGATE } from "./aggregate.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import type { Context } from "./context.ts";

const PageInfoRef = builder.objectRef<PageInfo>("PageInfo").implement({
  description: "Where a page stands within its connection.",
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: "Whether elements follow the page.",
      resolve: (page) => page.hasNextPage(),
    }),
    hasPreviousPage: t.boolean({
      description: "Whether elements precede the page.",
      resolve: (page) => page.hasPreviousPage(),
    }),
    startCursor: t.string({
      nullable: true,
      description: "Cursor of the page's first element; null if it is empty.",
      resolve: (page) => page.startCursor(),
    }),
    endCursor: t.string({
      nullable: true,
      description: "Cursor of the page's last element, to be passed as `after` for the next page; null if it is empty.",
      resolve: (page) => page.endCursor(),
    }),
  }),
});

/** The `XConnection` and `XEdge` types of a node type, by Relay's rules and with `nodes` for the many who need no cursors. */
export function connectionOf<Row>(name: string, plural: string, node: ObjectRef<SchemaTypes, Row>) {
  const Edge = builder.objectRef<{ row: Row; page: Connection<Row> }>(`${name}Edge`).implement({
    description: `One of the ${plural} with its place in the connection.`,
    fields: (t) => ({
      cursor: t.string({
        description: "The element's place in this connection and sort; opaque.",
        resolve: ({ row, page }) => page.cursorOf(row),
      }),
      node: t.field({ type: node, description: "The element.", resolve: ({ row }) => row as never }),
    }),
  });
  return builder.objectRef<Connection<Row>>(`${name}Connection`).implement({
    description: `A page of ${plural}.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: "The page's elements with their cursors.",
        resolve: async (page) => (await page.rows()).map((row) => ({ row, page })),
      }),
      nodes: t.field({
        type: [node],
        description: "The page's elements.",
        resolve: (page) => page.rows() as never,
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: "Where the page stands.",
        resolve: (page) => page,
      }),
      totalCount: t.int({
        description: "How many elements all pages have together.",
        ...AGGREGATE,
        resolve: (page) => page.totalCount(),
      }),
    }),
  });
}

/** The arguments of every connection. */
export const pageArguments = builder.args((t) => ({
  first: t.int({
    defaultValue: DEFAULT_PAGE,
    description: `How many elements to return: 0 to ${MAX_PAGE}.`,
  }),
  after: t.string({ description: "Return what follows this cursor of the same connection and sort." }),
}));

/** Opens a page of an entity in one of its orders. */
export function pageOf<Row extends Record<string, unknown>, Fields, SortName extends string>(
  { cursors }: Context,
  { name, table, sorts }: Entity<PgTable, Fields, SortName>,
  { reader, where, sort, page }: { reader: Reader<Row>; where: Condition; sort: SortName; page: PageArguments },
): Connection<Row> {
  return openConnection({ reader, table, order: `${name}:${sort}`, sort: sorts[sort], where, page, cursors });
}
