/**
 * Writes the GraphQL schema to `schema.graphql`, from which clients take their types. The committed file is what they rely on: a schema
 * that would break them is only written with `--accept`. With `--check` it only says whether the file is current, with `--breaking` whether
 * clients of the committed one would break.
 */
import { readFile, writeFile } from "node:fs/promises";
import { schema, sdl } from "../src/api/graphql/schema.ts";
import { breakingChanges } from "./breakingChanges.ts";

const file = new URL("../schema.graphql", import.meta.url);
const committed = await readFile(file, "utf8").catch(() => "");
const option = process.argv[2];

if (option === "--check") {
  if (committed !== sdl) fail("indexer/schema.graphql is stale: run `npm run sdl -w indexer`.");
} else {
  const breaking = committed === "" || option === "--accept" ? [] : breakingChanges(committed, schema);
  if (breaking.length > 0)
    fail(
      `The schema breaks clients of the committed indexer/schema.graphql:\n${breaking.map((change) => `- ${change}\n`).join("")}Keep what they use and deprecate it, or accept the change: \`npm run sdl -w indexer -- --accept\`.`,
    );
  else if (option !== "--breaking") await writeFile(file, sdl);
}

function fail(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}
