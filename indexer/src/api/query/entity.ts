import type { PgTable } from "drizzle-orm/pg-core";
import { all, type Condition } from "./condition.ts";
import { compileFilter, type FilterFields, type FilterInput, type FilterScope, mentions, without } from "./filter.ts";
import type { Sort } from "./sort.ts";

/** A table that can be filtered, sorted and paged. */
export type Entity<Table extends PgTable = PgTable, Fields = never, SortName extends string = string> = {
  /** Names the entity within cursors. */
  name: string;
  table: Table;
  fields: FilterFields<Fields>;
  sorts: Record<SortName, Sort>;
  /** What holds whatever the filter says, such as that the time of something has come. */
  always?: (scope: FilterScope) => Condition;
  /** What holds unless the filter says something about a field itself, such as that a listing is active. */
  unless?: { field: keyof Fields; condition(scope: FilterScope): Condition };
};

/** The condition that a filter of an entity stands for, with what holds by default. */
export function whereOf<Table extends PgTable, Fields>(
  entity: Entity<Table, Fields>,
  filter: FilterInput<Fields> | null | undefined,
  scope: FilterScope,
): Condition {
  const compiled = compileFilter(entity.fields, filter, scope);
  const asked = entity.always ? all(entity.always(scope), compiled) : compiled;
  if (!entity.unless || mentions(filter, entity.unless.field)) return asked;
  return all(entity.unless.condition(scope), asked);
}

/**
 * The conditions that a filter stands for without what it asks of one field at its root, all of it or those values that are dropped;
 * the same object where it is the same.
 */
export function whereWithout<Table extends PgTable, Fields>(
  entity: Entity<Table, Fields>,
  filter: FilterInput<Fields> | null | undefined,
  scope: FilterScope,
): <Field extends keyof Fields>(field: Field, drops?: (value: NonNullable<Fields[Field]>) => boolean) => Condition {
  const whole: FilterInput<Fields> = filter ?? {};
  const known = new Map<FilterInput<Fields>, Condition>();
  return (field, drops) => {
    const rest = without(whole, field, drops);
    const where = known.get(rest) ?? whereOf(entity, rest, scope);
    known.set(rest, where);
    return where;
  };
}
