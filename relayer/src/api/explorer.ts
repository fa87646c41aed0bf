import { readFile } from "node:fs/promises";
import { z } from "@hono/zod-openapi";
import type { App } from "./app.ts";
import { operation } from "./operation.ts";

const start = `SwaggerUIBundle({ url: "/openapi.json", domNode: document.body, deepLinking: true, defaultModelsExpandDepth: 0 });`;

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Plaza relayer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explorer/swagger-ui.css">
<body>
<script src="/explorer/swagger-ui-bundle.js"></script>
<script src="/explorer/start.js"></script>
`;

/** Nothing on the page comes from elsewhere. */
const POLICY =
  "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:";

const files = {
  "swagger-ui.css": { type: "text/css", text: () => bundled(import.meta.resolve("swagger-ui-dist/swagger-ui.css")) },
  "swagger-ui-bundle.js": {
    type: "text/javascript",
    text: () => bundled(import.meta.resolve("swagger-ui-dist/swagger-ui-bundle.js")),
  },
  "start.js": { type: "text/javascript", text: () => start },
};
const fileNames = ["swagger-ui.css", "swagger-ui-bundle.js", "start.js"] as const satisfies (keyof typeof files)[];

const bundled = (url: string): Promise<string> => readFile(new URL(url), "utf8");

const pageRoute = operation({
  method: "get",
  path: "/explorer",
  summary: "A page to try this API in a browser.",
  tier: "none",
  responses: { 200: { description: "The page.", content: { "text/html": { schema: z.string() } } } },
});

const fileRoute = operation({
  method: "get",
  path: "/explorer/{file}",
  summary: "What the page is made of.",
  tier: "none",
  request: { params: z.object({ file: z.enum(fileNames) }) },
  responses: {
    200: {
      description: "The file.",
      content: { "text/css": { schema: z.string() }, "text/javascript": { schema: z.string() } },
    },
  },
});

/** `GET /explorer`: Swagger UI, from this process. */
export function explorerRoute(app: App): void {
  app.openapi(pageRoute, (c) => c.html(page, 200, { "content-security-policy": POLICY }));
  app.openapi(fileRoute, async (c) => {
    const { type, text } = files[c.req.valid("param").file];
    return c.body(await text(), 200, { "content-type": type, "cache-control": "max-age=3600" });
  });
}
