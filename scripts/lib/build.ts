import hre from "hardhat";

/** What is deployed. Tests and mocks are left to `hardhat build`: compiling them takes as long again. */
const deployed = ["credits/Credits", "items/GameItems", "items/GameResources", "marketplace/Marketplace"];

/** Compiles the deployed contracts where their sources changed; Hardhat knows. */
export async function buildContracts(): Promise<void> {
  const files = deployed.map((name) => `contracts/${name}.sol`);
  await hre.tasks.getTask("build").run({ files, noTests: true, quiet: true });
}
