import { importing, replacing } from "./replacing.ts";

/** What Ponder hands to handlers and takes from them. */
export const store = replacing("indexing-store/index.js", [
  [
    "import { copy, copyOnWrite } from '../utils/copy.js';\n",
    importing("copyOf as copy, copyOf as copyOnWrite", "rows.ts"),
  ],
]);
