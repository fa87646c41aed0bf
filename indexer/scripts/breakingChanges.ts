import { buildSchema, findBreakingChanges, type GraphQLSchema } from "graphql";

/** What clients of a schema could not do any more with another one, a sentence each. */
export function breakingChanges(before: string, after: GraphQLSchema): string[] {
  return findBreakingChanges(buildSchema(before), after).map(({ type, description }) => `${description} (${type})`);
}
