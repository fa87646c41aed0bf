/**
 * Writes the description of the HTTP API to `openapi.json`. With `--check` it only says whether the file is current.
 */
import { readFile, writeFile } from "node:fs/promises";
import { OpenAPIHono } from "@hono/zod-openapi";
import { type App, addRoutes } from "../src/api/app.ts";
import { describeApi } from "../src/api/openapi.ts";
import type { Services } from "../src/services.ts";

const file = new URL("../openapi.json", import.meta.url);
const app: App = new OpenAPIHono();
addRoutes(app, {} as Services);
const current = `${JSON.stringify(describeApi(app), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  await writeFile(file, current);
} else if ((await readFile(file, "utf8").catch(() => "")) !== current) {
  console.error("relayer/openapi.json is stale: run `npm run generate` and commit the result.");
  process.exitCode = 1;
}
