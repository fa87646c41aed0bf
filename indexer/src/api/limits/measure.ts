import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from "graphql";
import type { Relayed } from "../answers/cacheable.ts";

/** How large a query is. */
export type Measure = {
  /** Fields within fields. */
  depth: number;
  aliases: number;
  /** Most rows that its connections could return, those within others multiplied. */
  rows: number;
  /** Counts, facets and histograms: each reads all rows that its filter finds. Below a list they are read for all of it at once. */
  aggregates: number;
  // And of how many rows, at most, something is asked of the relayer.
} & Record<Relayed, number>;

const RELAYED = ["bids", "texts", "names"] as const satisfies readonly Relayed[];
const NOTHING: Measure = { depth: 0, aliases: 0, rows: 0, aggregates: 0, bids: 0, texts: 0, names: 0 };

/**
 * Measures a valid operation before it runs. Each fragment is measured once, however often it is spread, so that measuring
 * a hostile query stays cheap.
 *
 * @param options.variables - As they were sent: those that are absent have the operation's defaults.
 */
export function measure({
  schema,
  document,
  operation,
  variables,
}: {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Measure>();
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );

  /** The number that an argument is given; undefined if it is given none, and is left to its own default. */
  const numberOf = (value: ValueNode | undefined): number | undefined => {
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return undefined;
    const name = value.name.value;
    const sent = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (sent === undefined) return numberOf(defaults.get(name));
    return typeof sent === "number" ? sent : undefined;
  };

  const ofSelection = (set: SelectionSetNode | undefined, parent: GraphQLCompositeType | undefined): Measure =>
    (set?.selections ?? [])
      .map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(selection, parent);
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
        const narrowed = selection.typeCondition ? typeNamed(selection.typeCondition.name.value) : parent;
        return ofSelection(selection.selectionSet, narrowed);
      })
      .reduce(together, NOTHING);

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known) return known;
    const definition = fragments.get(name);
    const size = definition
      ? ofSelection(definition.selectionSet, typeNamed(definition.typeCondition.name.value))
      : NOTHING;
    measured.set(name, size);
    return size;
  };

  const ofField = (node: FieldNode, parent: GraphQLCompositeType | undefined): Measure => {
    const field = fieldOf(schema, parent, node.name.value);
    const type = field && getNamedType(field.type);
    const below = ofSelection(node.selectionSet, isCompositeType(type) ? type : undefined);
    const page = field && pageOf(field, node, numberOf);
    return {
      depth: below.depth + 1,
      aliases: below.aliases + (node.alias ? 1 : 0),
      rows: page === undefined ? below.rows : page * (1 + below.rows),
      aggregates: below.aggregates + (field?.extensions.aggregate === true ? 1 : 0),
      ...each((name) => (below[name] + (field?.extensions.relayed === name ? 1 : 0)) * (page ?? 1)),
    };
  };

  const typeNamed = (name: string) => {
    const type = schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };

  return ofSelection(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

function together(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    rows: a.rows + b.rows,
    aggregates: a.aggregates + b.aggregates,
    ...each((name) => a[name] + b[name]),
  };
}

function each(count: (name: Relayed) => number): Record<Relayed, number> {
  return Object.fromEntries(RELAYED.map((name) => [name, count(name)])) as Record<Relayed, number>;
}

function fieldOf(schema: GraphQLSchema, parent: GraphQLCompositeType | undefined, name: string) {
  if (parent === schema.getQueryType() && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (parent === schema.getQueryType() && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** How many rows a field asks for, if it is a connection: the fields that take `first`. */
function pageOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  numberOf: (value: ValueNode | undefined) => number | undefined,
): number | undefined {
  const argument = field.args.find(({ name }) => name === "first");
  if (!argument) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === "first")?.value;
  return Math.max(0, numberOf(given) ?? Number(argument.defaultValue));
}
