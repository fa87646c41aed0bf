import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { root } from "../lib/root.ts";
import type { Compiled } from "../lib/solc.ts";

type Id = { name: string; source: string; solcVersion: string };
export type Artifact = {
  id: Id;
  contract: {
    abi: string;
    bytecode: string;
    linkReferences: object;
    deployedBytecode: string;
    deployedLinkReferences: object;
  };
};
type SuiteResult = { id: Id; testResults: { name: string; status: string; reason?: string }[] };

// Hardhat's own EVM: the tests run in it here as under `hardhat test solidity`, without starting Hardhat for each mutant.
const require = createRequire(createRequire(import.meta.url).resolve("hardhat"));
const edr = require("@nomicfoundation/edr") as {
  EdrContext: new () => {
    registerSolidityTestRunnerFactory(chain: string, factory: unknown): Promise<void>;
    runSolidityTests(
      chain: string,
      artifacts: readonly Artifact[],
      suites: readonly Id[],
      config: object,
      tracing: object,
      onSuite: (result: SuiteResult) => void,
    ): Promise<unknown>;
  };
  L1_CHAIN_TYPE: string;
  l1SolidityTestRunnerFactory(): unknown;
  l1GenesisState(hardfork: unknown): unknown[];
  l1HardforkFromString(name: string): unknown;
  CollectStackTraces: { OnFailure: unknown };
};

const HARDFORK = "cancun";

/** Few fuzz runs, as every mutant pays for them, and always the same. */
const config = {
  projectRoot: root,
  hardfork: HARDFORK,
  localPredeploys: edr.l1GenesisState(edr.l1HardforkFromString(HARDFORK)),
  isolate: true,
  // A mutant may loop for ever; no test comes near this.
  gasLimit: 1n << 29n,
  disableBlockGasLimit: true,
  disableTransactionGasCap: true,
  collectStackTraces: edr.CollectStackTraces.OnFailure,
  fuzz: { runs: 24, seed: "0x1" },
  invariant: { runs: 4, depth: 50, shrinkRunLimit: 0 },
};

let context: Promise<InstanceType<typeof edr.EdrContext>> | undefined;
async function startContext() {
  const started = new edr.EdrContext();
  await started.registerSolidityTestRunnerFactory(edr.L1_CHAIN_TYPE, edr.l1SolidityTestRunnerFactory());
  return started;
}

const artifactOf = (
  source: string,
  name: string,
  abi: unknown[],
  bytecode: string,
  deployedBytecode: string,
): Artifact => ({
  id: { name, source, solcVersion: "0.8.37" },
  contract: { abi: JSON.stringify(abi), bytecode, linkReferences: {}, deployedBytecode, deployedLinkReferences: {} },
});

/** What Hardhat compiled: tests, mocks and contracts, by `source:name`. */
export function readArtifacts(): Map<string, Artifact> {
  const files = globSync("artifacts/contracts/**/*.json", { cwd: root });
  return new Map(
    files.map((file) => {
      const { contractName, inputSourceName, abi, bytecode, deployedBytecode } = JSON.parse(
        readFileSync(root + file, "utf8"),
      );
      const artifact = artifactOf(inputSourceName, contractName, abi, bytecode, deployedBytecode);
      return [`${inputSourceName.replace("project/", "")}:${contractName}`, artifact] as const;
    }),
  );
}

/** Artifacts with those replaced that were compiled anew. */
export function withCompiled(artifacts: ReadonlyMap<string, Artifact>, compiled: Compiled): Map<string, Artifact> {
  const replaced = new Map(artifacts);
  for (const [path, contracts] of Object.entries(compiled)) {
    for (const [name, { abi, evm }] of Object.entries(contracts)) {
      const code = [evm.bytecode.object, evm.deployedBytecode.object].map((hex) => `0x${hex}`) as [string, string];
      replaced.set(`${path}:${name}`, artifactOf(`project/${path}`, name, abi, ...code));
    }
  }
  return replaced;
}

const isSuite = ({ contract }: Artifact) =>
  contract.bytecode !== "0x" &&
  (JSON.parse(contract.abi) as { type: string; name?: string }[]).some(
    ({ type, name }) => type === "function" && /^(test|invariant)/.test(name ?? ""),
  );

/**
 * Runs suites one group after the other, and stops after the first group in which a test failed.
 *
 * @param groups - `.t.sol` files; those of a group run side by side.
 * @returns The tests that failed, as `Suite#test`, with their files.
 */
export async function failingTests(
  artifacts: ReadonlyMap<string, Artifact>,
  groups: readonly (readonly string[])[],
  ignored: ReadonlySet<string> = new Set(),
): Promise<Failure[]> {
  for (const files of groups) {
    const failures = (await runSuites(artifacts, files)).filter(({ test }) => !ignored.has(test));
    if (failures.length > 0) return failures;
  }
  return [];
}

type Failure = { test: string; file: string };

async function runSuites(artifacts: ReadonlyMap<string, Artifact>, files: readonly string[]): Promise<Failure[]> {
  const wanted = new Set(files.map((file) => `project/${file}`));
  const suites = [...artifacts.values()].filter((artifact) => wanted.has(artifact.id.source) && isSuite(artifact));
  if (suites.length === 0) return [];
  context ??= startContext();
  const started = await context;
  const failures: Failure[] = [];
  let left = suites.length;
  let finished: () => void;
  const all = new Promise<void>((resolve) => {
    finished = resolve;
  });
  await started.runSolidityTests(
    edr.L1_CHAIN_TYPE,
    [...artifacts.values()],
    suites.map(({ id }) => id),
    config,
    { buildInfos: [], ignoreContracts: false },
    ({ id, testResults }) => {
      const file = id.source.replace("project/", "");
      for (const { name, status } of testResults) {
        if (status === "Failure") failures.push({ test: `${id.name}#${name}`, file });
      }
      left -= 1;
      if (left === 0) finished();
    },
  );
  await all;
  return failures;
}
