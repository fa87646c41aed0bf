import { fileURLToPath } from "node:url";
import { installLocked } from "../../scripts/lib/installLocked.ts";

/** Folder of the other indexers' own package.json and lock file. */
export const peersFolder = fileURLToPath(new URL("./peers/", import.meta.url));

/** Installs the other indexers where they are missing. */
export const installIndexers = (): void => installLocked(peersFolder, "Only this benchmark needs them.");
