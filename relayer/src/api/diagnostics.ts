import { z } from "@hono/zod-openapi";
import { verdicts } from "../domain/diagnostics.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { time } from "./schemas.ts";

const figures = { count: z.int(), successRate: z.number(), meanMs: z.number(), p95Ms: z.number() };

const report = z
  .object({
    verdict: z.enum(verdicts).openapi({
      description:
        "By success rate and mean: excellent >= 0.95 and <= 2 s, good >= 0.90 and <= 5 s, fair >= 0.80 and <= 10 s, else poor.",
    }),
    ...figures,
    operations: z.array(z.object({ name: z.string(), ...figures })),
    last: z.array(
      z.object({ name: z.string(), ok: z.boolean(), milliseconds: z.number(), requestId: z.string(), at: time }),
    ),
  })
  .openapi("Diagnostics");

const route = operation({
  method: "get",
  path: "/diagnostics",
  summary: "How the newest thousand requests to the API went, and the last ten of them.",
  description: "A request succeeded unless the relayer failed it (status 500 and above).",
  tier: "none",
  responses: { 200: json("The report.", report) },
});

export function diagnosticsRoute(app: App, { metrics }: Services): void {
  app.openapi(route, (c) => c.json(metrics.diagnostics.report(), 200));
}
