/**
 * `npm run build`: builds the page for the deployment that PLAZA_DEPLOYMENT names. Where it names none, Plaza is deployed on a
 * chain that lasts for as long as that takes: the page needs a record to be built with.
 */
import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { buildContracts } from "./lib/build.ts";
import { startChain } from "./lib/chain.ts";
import { root } from "./lib/root.ts";

const deploymentFolder = process.env.PLAZA_DEPLOYMENT || (await deploySomewhere());
const { status } = spawnSync("npm", ["run", "build", "--workspaces", "--if-present"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PLAZA_DEPLOYMENT: deploymentFolder },
});
process.exit(status ?? 1);

async function deploySomewhere(): Promise<string> {
  const folder = join(root, ".plaza", "build", "chain-31337");
  await rm(folder, { recursive: true, force: true });
  await buildContracts();
  const chain = await startChain({ deploymentFolder: folder, network: "default" });
  await chain.close();
  return folder;
}
