import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PlazaDeployment } from "@plaza/sdk";

/**
 * What releases have in common that can follow one another before the same readers: the deployment, and what their tables are
 * like.
 */
export function seriesOf({ chainId, marketplace }: PlazaDeployment): string {
  const tables = readFileSync(new URL("../ponder.schema.ts", import.meta.url));
  return createHash("sha256").update(`${chainId} ${marketplace} `).update(tables).digest("hex").slice(0, 16);
}
