import { createHash } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { root } from "../lib/root.ts";
import type { Verdict } from "./judge.ts";
import type { Mutant } from "./mutants.ts";

type Line = { mutant: string; verdict: Verdict; hash: string };

/**
 * Verdicts of earlier runs. A kill holds as long as the mutated source and the suite that killed stay as they were; that a
 * mutant survived, as long as no contract and no test changes.
 */
export function openProgress() {
  const file = `${root}.plaza/mutation.jsonl`;
  mkdirSync(`${root}.plaza`, { recursive: true });
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const known = new Map<string, Line>();
  for (const line of lines) {
    const parsed = JSON.parse(line) as Line;
    known.set(parsed.mutant, parsed);
  }

  const everything = globSync("contracts/**/*.sol", { cwd: root }).sort();
  const hashes = new Map<string, string>();
  const hashOf = (files: readonly string[]): string => {
    const key = files.join();
    const hash = hashes.get(key) ?? hashOfFiles(files);
    hashes.set(key, hash);
    return hash;
  };
  const basis = ({ file: source }: Mutant, verdict: Verdict) =>
    hashOf(verdict.outcome === "killed" ? [source, verdict.suite] : everything);
  const keyOf = ({ id, before, after }: Mutant) => `${id} ${before} -> ${after}`;

  return {
    get(mutant: Mutant): Verdict | undefined {
      const line = known.get(keyOf(mutant));
      return line && basis(mutant, line.verdict) === line.hash ? line.verdict : undefined;
    },
    add(mutant: Mutant, verdict: Verdict): void {
      const line: Line = { mutant: keyOf(mutant), verdict, hash: basis(mutant, verdict) };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
  };
}

function hashOfFiles(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(existsSync(root + file) ? readFileSync(root + file) : "");
  return hash.digest("hex").slice(0, 16);
}
