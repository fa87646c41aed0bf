import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { App } from "./app.ts";

/** Shares of a caller's allowance, each counted apart: who reads too much can still bid. */
export const tiers = ["reads", "bids", "authentication", "profiles"] as const;
export type Tier = (typeof tiers)[number];

/**
 * Looks up the tier of the route that a request matched, in what the route's operation says. What is no route counts as a read.
 */
export function tierLookup(app: App): (c: Context) => Tier {
  let known: Map<string, Tier> | undefined;
  return (c) => {
    known ??= new Map(
      app.openAPIRegistry.definitions.flatMap((definition) => {
        if (definition.type !== "route") return [];
        const { method, path } = definition.route;
        const tier = tiers.find((name) => name === definition.route["x-tier"]);
        return tier ? [[`${method.toUpperCase()} ${path.replaceAll(/{(\w+)}/g, ":$1")}`, tier]] : [];
      }),
    );
    for (const { path } of matchedRoutes(c)) {
      const tier = known.get(`${c.req.method} ${path}`);
      if (tier) return tier;
    }
    return "reads";
  };
}
