import { globSync } from "node:fs";
import type { IgnitionModule } from "@nomicfoundation/ignition-core";
import hre from "hardhat";
import Plaza from "../../ignition/modules/Plaza.ts";
import { root } from "./root.ts";

/** Compiles what Ignition deploys, where its sources changed; Hardhat knows. Tests and mocks take as long again: `hardhat build`. */
export async function buildContracts(): Promise<void> {
  const files = [...contractsOf(Plaza)].map(sourceOf);
  await hre.tasks.getTask("build").run({ files, noTests: true, quiet: true });
}

/** Names of the contracts that a module and those that it uses deploy. */
function contractsOf({ futures, submodules }: IgnitionModule): Set<string> {
  const own = [...futures].flatMap((future) => ("contractName" in future ? [future.contractName] : []));
  return new Set([...own, ...[...submodules].flatMap((module) => [...contractsOf(module)])]);
}

/** A contract stands in a file of its name. */
function sourceOf(contract: string): string {
  const [file] = globSync(`contracts/**/${contract}.sol`, { cwd: root });
  if (file === undefined) throw new Error(`Ignition deploys ${contract}, for which contracts/ has no file.`);
  return file;
}
