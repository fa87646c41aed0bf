import { replacing } from "./replacing.ts";

const procedure = (each: string) => `FOR EACH ${each} EXECUTE PROCEDURE "\${schema}".\${procedure};`;

/** That a table changed is noted once a statement, and not for each of its rows. */
export const actions = replacing("database/actions.js", [[procedure("ROW"), procedure("STATEMENT")]]);
