import { replacing } from "./replacing.ts";

const procedure = (each: string) => `FOR EACH ${each} EXECUTE PROCEDURE "\${schema}".\${procedure};`;

/** Between these Ponder makes views. */
const VIEWS = [
  "// Note: Drop views before creating new ones because",
  "const channel = getLiveQueryChannelName(namespaceBuild.viewsSchema);",
] as const;

export const actions = replacing("database/actions.js", [
  // That a table changed is noted once a statement, and not for each of its rows.
  [procedure("ROW"), procedure("STATEMENT")],
  // Whoever reads a view while it is made anew fails. Readers follow a list of releases instead (launch/releases.ts), and only need
  // to be told what changed.
  [VIEWS[0], "/*"],
  [VIEWS[1], `*/ ${VIEWS[1]}`],
]);
