import { fileURLToPath } from "node:url";

/** Folder of the peers' own package.json and lock file. */
export const peersFolder = fileURLToPath(new URL("../../peers/", import.meta.url));
