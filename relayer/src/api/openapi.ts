import { z } from "@hono/zod-openapi";
import packageJson from "../../package.json" with { type: "json" };
import type { App } from "./app.ts";
import { operation } from "./operation.ts";

const route = operation({
  method: "get",
  path: "/openapi.json",
  summary: "This document.",
  tier: "none",
  responses: {
    200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: z.looseObject({}) } } },
  },
});

/** The document of all routes that an app has. */
export function describeApi(app: App) {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Plaza relayer",
      version: packageJson.version,
      license: { name: packageJson.license },
      description:
        "Takes signed bids, durably, and settles ended auctions on chain. Amounts are decimal strings in the smallest unit, times ISO 8601. Refusals are problem details with a stable `code`; `x-problems` of a route has all that it can answer, `x-tier` the limit that its requests count against.",
    },
  });
}

/** `GET /openapi.json`. */
export function openapiRoute(app: App): void {
  let document: ReturnType<typeof describeApi> | undefined;
  app.openapi(route, (c) => {
    document ??= describeApi(app);
    return c.json(document, 200);
  });
}
