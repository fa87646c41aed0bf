import { z } from "@hono/zod-openapi";
import { getAddress } from "viem";
import { findNames } from "../infra/database/profiles.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { addressSchema } from "./parse.ts";
import { address } from "./schemas.ts";

const MAX_ACCOUNTS = 100;

const query = z.object({
  accounts: z
    .string("expected addresses, separated by commas")
    .transform((text) => text.split(","))
    .pipe(z.array(addressSchema).max(MAX_ACCOUNTS, `expected at most ${MAX_ACCOUNTS} addresses`))
    .openapi({ description: `Up to ${MAX_ACCOUNTS} addresses, separated by commas.` }),
});

const route = operation({
  method: "get",
  path: "/v1/names",
  summary:
    "What accounts call themselves: of those that have entered a name. Names are not unique, and nobody vouches for them.",
  tier: "reads",
  request: { query },
  responses: {
    200: json(
      "The names, in no order.",
      z.object({ names: z.array(z.object({ account: address, displayName: z.string() })) }),
    ),
  },
});

export function namesRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const names = await findNames(services.database, c.req.valid("query").accounts);
    return c.json(
      { names: [...names].map(([account, displayName]) => ({ account: getAddress(account), displayName })) },
      200,
    );
  });
}
