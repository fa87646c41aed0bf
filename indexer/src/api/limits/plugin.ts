import { type ExecutionArgs, GraphQLError, getOperationAST, parse } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { ErrorCode } from "../errors.ts";
import { type Measure, measure } from "./measure.ts";

/** What the relayer answers in one request. */
const OF_THE_RELAYER = 100;

/** How large a query may be. The standard introspection query is 15 deep. */
export const QUERY_LIMITS = {
  ...{ depth: 15, aliases: 30, rows: 5_000, aggregates: 40, tokens: 2_000 },
  // Two for each of a hundred trades.
  ...{ bids: OF_THE_RELAYER, texts: OF_THE_RELAYER, names: 2 * OF_THE_RELAYER },
} as const;

/** How large what is read anew for each event and each subscriber may be. */
const SUBSCRIPTION_LIMITS = { ...QUERY_LIMITS, rows: 100, aggregates: 2 } as const;

type Limits = Record<keyof Measure | "tokens", number>;

const problems: Record<keyof Measure, (found: number, limit: number) => string> = {
  depth: (found, limit) => `The query is ${found} fields deep; the limit is ${limit}.`,
  aliases: (found, limit) => `The query has ${found} aliases; the limit is ${limit}. Send several queries.`,
  rows: (found, limit) => `The query could return ${found} rows; the limit is ${limit}. Ask for smaller pages.`,
  aggregates: (found, limit) =>
    `The query has ${found} counts, facets and histograms; the limit is ${limit}. Send several queries.`,
  bids: (found, limit) => asks(found, limit, "live bids of", "auctions"),
  texts: (found, limit) => asks(found, limit, "texts of", "listings"),
  names: (found, limit) => asks(found, limit, "names of", "accounts"),
};

function asks(found: number, limit: number, what: string, whose: string): string {
  return `The query could ask the relayer for ${what} ${found} ${whose}; the limit is ${limit}. Ask for smaller pages.`;
}

/** Refuses queries that are too long, too deep, repeat themselves by aliases, could return too many rows, count too much, or ask too much of the relayer. */
export function queryLimits(limits: Limits = QUERY_LIMITS, ofEvents: Limits = SUBSCRIPTION_LIMITS): Plugin {
  const problemOf = (args: ExecutionArgs, allowed: Limits): GraphQLError | undefined => {
    const operation = getOperationAST(args.document, args.operationName);
    if (!operation) return undefined;
    const variables = args.variableValues ?? {};
    const size = measure({ schema: args.schema, document: args.document, operation, variables });
    for (const [name, problem] of Object.entries(problems) as [keyof Measure, (typeof problems)["depth"]][]) {
      if (size[name] <= allowed[name]) continue;
      const extensions = { code: "QUERY_TOO_COMPLEX" satisfies ErrorCode, measure: name, limit: allowed[name] };
      return new GraphQLError(problem(size[name], allowed[name]), { extensions });
    }
    return undefined;
  };

  return {
    onParse({ setParseFn }) {
      setParseFn((source: string, options: object) => parse(source, { ...options, maxTokens: limits.tokens }));
    },
    onExecute: ({ args, setResultAndStopExecution }) => {
      const error = problemOf(args, limits);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const error = problemOf(args, ofEvents);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
}
