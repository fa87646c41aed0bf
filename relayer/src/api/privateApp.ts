import { OpenAPIHono } from "@hono/zod-openapi";
import { Refusal } from "../domain/refusal.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { diagnosticsRoute } from "./diagnostics.ts";
import { healthRoute } from "./health.ts";
import { metricsRoute } from "./metrics.ts";
import { refuseInvalid } from "./parse.ts";
import { problemHandler } from "./problem.ts";
import { requestId } from "./requestId.ts";

/** What a process without a public port tells whoever runs it: health, metrics and diagnostics, nothing that changes anything. */
export function createPrivateApp(services: Services): App {
  const app: App = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.use(requestId(services.log));
  app.onError(problemHandler(services.log));
  app.notFound((c) => {
    throw new Refusal("not_found", `There is no ${c.req.method} ${c.req.path}.`);
  });
  healthRoute(app, services);
  metricsRoute(app, services);
  diagnosticsRoute(app, services);
  return app;
}
