/**
 * Writes the GraphQL schema to `schema.graphql`, from which clients take their types. With `--check` it only says whether
 * the file is current.
 */
import { readFile, writeFile } from "node:fs/promises";
import { sdl } from "../src/api/graphql/schema.ts";

const file = new URL("../schema.graphql", import.meta.url);

if (process.argv.includes("--check")) {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed !== sdl) {
    console.error("indexer/schema.graphql is stale: run `npm run sdl -w indexer`.");
    process.exitCode = 1;
  }
} else {
  await writeFile(file, sdl);
}
