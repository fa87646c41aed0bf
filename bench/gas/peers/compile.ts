import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Abi, Hex } from "viem";
import { peersFolder } from "./folder.ts";

export type Artifact = { abi: Abi; bytecode: Hex };

type Output = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>;
};

const modules = `${peersFolder}node_modules/`;
// thirdweb's router imports a library that its package leaves out; solady's does the same and is used in no measured call.
const elsewhere: Record<string, string> = {
  "lib/sstore2/contracts/SSTORE2.sol": "solady/src/utils/SSTORE2.sol",
};
const read = (path: string) => readFileSync(modules + (elsewhere[path] ?? path), "utf8");

/**
 * Compiles contracts of the peers with their own solc, for Cancun, and keeps the result in bench/peers/artifacts.
 *
 * @param sources - File of each contract, from node_modules: `{ Seaport: "seaport-core/src/Seaport.sol" }`.
 * @param settings - Optimizer and pipeline, as the authors build it.
 */
export function compilePeer<name extends string>(
  sources: Record<name, string>,
  settings: { viaIR?: boolean; optimizer: { enabled: true; runs: number } },
): Record<name, Artifact> {
  const names = Object.keys(sources) as name[];
  const lock = readFileSync(`${peersFolder}package-lock.json`);
  const key = createHash("sha256")
    .update(JSON.stringify([sources, settings]))
    .update(lock)
    .digest("hex")
    .slice(0, 16);
  const kept = `${peersFolder}artifacts/${key}.json`;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));

  console.log(`Compiling ${names.join(", ")}; kept for the next time.`);
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(names.map((name) => [sources[name], { content: read(sources[name]) }])),
    settings: { ...settings, evmVersion: "cancun", outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const solc = createRequire(`${peersFolder}package.json`)("solc") as {
    compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read(path) }) }),
  ) as Output;
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error) throw new Error(error.formattedMessage);

  const artifacts = Object.fromEntries(
    names.map((name) => {
      const contract = output.contracts[sources[name]]?.[name];
      if (!contract) throw new Error(`${sources[name]} has no ${name}`);
      return [name, { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }];
    }),
  ) as Record<name, Artifact>;
  mkdirSync(`${peersFolder}artifacts`, { recursive: true });
  writeFileSync(kept, JSON.stringify(artifacts));
  return artifacts;
}
