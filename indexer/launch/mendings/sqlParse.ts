import { replacing } from "./replacing.ts";

const start = (result: string) => `        .slice(0, 10);
    if (${result}.has(hash)) {`;

/**
 * How Ponder knows a statement again that it has looked at. By ten digits of its digest, anybody could find in seconds a harmless one and a
 * harmful one that it takes for the same.
 */
export const sqlParse = replacing("utils/sql-parse.js", [
  [start("ALLOW_CACHE"), start("ALLOW_CACHE").replace("0, 10", "0")],
  [start("RELATIONS_CACHE"), start("RELATIONS_CACHE").replace("0, 10", "0")],
]);
