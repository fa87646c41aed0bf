import { type GraphQLSchema, isObjectType, OperationTypeNode, parse, visit } from "graphql";

/** Marks fields whose value can change between blocks: an answer that has one is never kept. */
export const VOLATILE = { extensions: { volatile: true } };

/** What the relayer is asked for: live bids of auctions, texts of listings, names of accounts. */
export type Relayed = "bids" | "texts" | "names";

/** Marks volatile fields that the relayer is asked for; the query's limits count them. */
export const relayed = (what: Relayed) => ({ extensions: { ...VOLATILE.extensions, relayed: what } });

/** Queries that are remembered to be fit or not; longer ones are looked at each time, so that all take 4 MB at most. */
const MAX_REMEMBERED = 1_000;
const MAX_LENGTH = 2_000;

/** Makes a judge of which documents have answers that are the same for as long as the block is. */
export function createCacheable(schema: GraphQLSchema, maxTokens: number): (query: string) => boolean {
  const volatile = volatileFields(schema);
  const judge = (query: string): boolean => {
    try {
      let fit = true;
      visit(parse(query, { maxTokens }), {
        OperationDefinition: ({ operation }) => {
          fit &&= operation === OperationTypeNode.QUERY;
        },
        Field: ({ name }) => {
          fit &&= !volatile.has(name.value);
        },
      });
      return fit;
    } catch {
      // What is wrong with it, the server says.
      return false;
    }
  };
  const known = new Map<string, boolean>();
  return (query) => {
    const remembered = known.get(query);
    if (remembered !== undefined) return remembered;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const fit = judge(query);
    if (query.length <= MAX_LENGTH) known.set(query, fit);
    return fit;
  };
}

/** By name alone, whatever type has it: that keeps too little now and then, and never too much. */
function volatileFields(schema: GraphQLSchema): Set<string> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  return new Set(fields.filter(({ extensions }) => extensions.volatile === true).map(({ name }) => name));
}
