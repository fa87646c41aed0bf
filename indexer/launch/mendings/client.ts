import { replacing } from "./replacing.ts";

/** A writer of other tables, which will be another's to read, tells all who listen what changed: its own tables ended who did not know them. */
export const client = replacing("client/index.js", [
  [
    `for (const table of tables) {
                                perTableResolver`,
    `for (const table of tables.filter((name) => perTableResolver.has(name))) {
                                perTableResolver`,
  ],
]);
