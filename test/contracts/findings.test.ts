import { readdir } from "node:fs/promises";

// Each finding has a spec of its own in test/findings; Hardhat's mocha runner looks into this folder only.
const findings = new URL("../findings/", import.meta.url);
for (const name of (await readdir(findings)).sort()) {
  if (name.endsWith(".test.ts")) await import(new URL(name, findings).href);
}
