import type { PgColumn } from "drizzle-orm/pg-core";
import { BadInputError } from "../errors.ts";
import { all, among, any, type Condition, contains, not, within } from "./condition.ts";

/** A node of a filter tree as GraphQL gives it: its own fields, `and`, `or` and `not` must all hold. */
export type FilterInput<Fields> = { [Field in keyof Fields]?: Fields[Field] | null } & {
  and?: readonly FilterInput<Fields>[] | null;
  or?: readonly FilterInput<Fields>[] | null;
  not?: FilterInput<Fields> | null;
};

/** What conditions may depend on besides the row. */
export type FilterScope = {
  /** Timestamp of the latest indexed block, unix seconds. */
  now: number;
};

/**
 * How one field of a filter becomes a condition. `path` names the field in errors; `node` has the fields beside it.
 */
export type FilterField<Value, Fields = unknown> = (
  value: Value,
  path: string,
  scope: FilterScope,
  node: FilterInput<Fields>,
) => Condition;

/** How each field of a filter becomes a condition. */
export type FilterFields<Fields> = { [Field in keyof Fields]-?: FilterField<NonNullable<Fields[Field]>, Fields> };

/** A range, both ends included. */
export type Range<Value> = { min?: Value | null; max?: Value | null };

/** How large a filter may grow; the query's own limits do not reach into variables. */
export const FILTER_LIMITS = { depth: 8, nodes: 100, values: 200, characters: 100 } as const;

/**
 * The condition that a filter tree stands for.
 *
 * @param path - Where the tree stands, for errors.
 * @throws BadInputError that names the field at fault.
 */
export function compileFilter<Fields>(
  fields: FilterFields<Fields>,
  input: FilterInput<Fields> | null | undefined,
  scope: FilterScope,
  path = "filter",
): Condition {
  let nodes = 0;

  const compile = (node: FilterInput<Fields>, here: string, depth: number): Condition => {
    nodes += 1;
    if (nodes > FILTER_LIMITS.nodes) throw new BadInputError(path, `has more than ${FILTER_LIMITS.nodes} nodes.`);
    if (depth > FILTER_LIMITS.depth) throw new BadInputError(here, `is nested deeper than ${FILTER_LIMITS.depth}.`);
    const branches = (list: readonly FilterInput<Fields>[], name: string) =>
      list.map((child, index) => compile(child, `${here}.${name}[${index}]`, depth + 1));

    const conditions: Condition[] = [];
    for (const name of Object.keys(fields) as (keyof Fields & string)[]) {
      const value = node[name];
      if (value === undefined || value === null) continue;
      conditions.push(fields[name](value as NonNullable<Fields[typeof name]>, `${here}.${name}`, scope, node));
    }
    if (node.and) conditions.push(...branches(node.and, "and"));
    if (node.or) conditions.push(any(...branches(node.or, "or")));
    if (node.not) conditions.push(not(compile(node.not, `${here}.not`, depth + 1)));
    return all(...conditions);
  };

  return compile(input ?? {}, path, 1);
}

/** Whether a field has a value anywhere in a filter tree. */
export function mentions<Fields>(input: FilterInput<Fields> | null | undefined, field: keyof Fields): boolean {
  if (!input) return false;
  const value = input[field];
  if (value !== undefined && value !== null) return true;
  return [...(input.and ?? []), ...(input.or ?? []), input.not].some((child) => mentions(child, field));
}

/**
 * A filter tree without what it asks of one field at its root, and in the `and` branches of the root: for a facet, which counts
 * what its own choice leaves out. The very same tree if it asks nothing of it there.
 *
 * @param drops - Which of the values given there are left out; all of them by default.
 */
export function without<Fields, Field extends keyof Fields>(
  input: FilterInput<Fields>,
  field: Field,
  drops: (value: NonNullable<Fields[Field]>) => boolean = () => true,
): FilterInput<Fields> {
  const and = input.and?.map((child) => without(child, field, drops));
  const changed = and?.some((child, index) => child !== input.and?.[index]);
  const value = input[field] ?? null;
  const dropped = value !== null && drops(value as NonNullable<Fields[Field]>);
  if (!changed && !dropped) return input;
  return { ...input, ...(dropped ? { [field]: null } : {}), ...(changed ? { and } : {}) };
}

/** What a filter tree asks of one field at its root, and in the `and` branches of the root. */
export function choicesOf<Fields, Field extends keyof Fields>(
  input: FilterInput<Fields>,
  field: Field,
): NonNullable<Fields[Field]>[] {
  const value = input[field] ?? null;
  const below = (input.and ?? []).flatMap((child) => choicesOf(child, field));
  return value === null ? below : [value as NonNullable<Fields[Field]>, ...below];
}

/** The column is one of the values. */
export const amongOf =
  <Value>(column: PgColumn): FilterField<readonly Value[]> =>
  (values, path) =>
    among(column, limited(values, path));

/** Checks that a list is not too long. */
export function limited<Value>(values: readonly Value[], path: string): readonly Value[] {
  if (values.length > FILTER_LIMITS.values)
    throw new BadInputError(path, `has ${values.length} values; at most ${FILTER_LIMITS.values} are allowed.`);
  return values;
}

/** The column lies in the range. A range without bounds asks for nothing. */
export const rangeOf =
  <Value extends number | bigint>(column: PgColumn): FilterField<Range<Value>> =>
  ({ min, max }, path) => {
    const [low, high] = [min ?? undefined, max ?? undefined];
    if (low === undefined && high === undefined) return all();
    if (low !== undefined && high !== undefined && low > high)
      throw new BadInputError(path, `is upside down: min ${low} is above max ${high}.`);
    return within(column, { min: low, max: high });
  };

/** The column of lower-case text has this text in it, upper or lower case. */
export const textOf =
  (column: PgColumn): FilterField<string> =>
  (text, path) => {
    if (text.length > FILTER_LIMITS.characters)
      throw new BadInputError(path, `is longer than ${FILTER_LIMITS.characters} characters.`);
    if (text.includes("\0")) throw new BadInputError(path, "has a NUL character in it.");
    return contains(column, text.toLowerCase());
  };

/** Keys of items as the tables have them, from `token:tokenId` in any case. */
export function itemIds(ids: readonly string[], path: string): readonly string[] {
  return limited(ids, path).map((id, index) => {
    const lower = id.toLowerCase();
    if (!/^0x[0-9a-f]{40}:\d{1,78}$/.test(lower))
      throw new BadInputError(
        `${path}[${index}]`,
        "is not an item's id: its contract's address, a colon and its token's id.",
      );
    return lower;
  });
}
