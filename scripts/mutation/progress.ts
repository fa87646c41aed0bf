import { createHash } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { root } from "../lib/root.ts";
import type { Verdict } from "./judge.ts";

/** Verdicts of earlier runs over exactly these contracts and tests, so that a run can be broken off and taken up again. */
export function openProgress() {
  const hash = createHash("sha256");
  for (const file of globSync(["contracts/**/*.sol", "scripts/mutation/*.ts", "scripts/lib/solc.ts"], {
    cwd: root,
  }).sort()) {
    if (!file.endsWith("explained.ts")) hash.update(file).update(readFileSync(root + file));
  }
  const folder = `${root}.plaza/mutation/`;
  const file = `${folder}${hash.digest("hex").slice(0, 16)}.jsonl`;
  mkdirSync(folder, { recursive: true });
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const known = new Map(lines.map((line) => JSON.parse(line) as [string, Verdict]));
  return {
    get: (id: string) => known.get(id),
    add: (id: string, verdict: Verdict) => {
      known.set(id, verdict);
      appendFileSync(file, `${JSON.stringify([id, verdict])}\n`);
    },
  };
}
