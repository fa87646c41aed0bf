import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../scripts/lib/ports.ts";
import { type Stack, type StackOptions, startStack } from "../../scripts/lib/stack.ts";

/** The whole house for a test: on free ports, with its records in a temporary folder, without a page unless asked for. */
export async function startTestStack(options: Pick<StackOptions, "page" | "seed"> = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "plaza-stack-"));
  const house = new AsyncDisposableStack();
  house.defer(() => rm(folder, { recursive: true, force: true }));
  return startStack({ ...options, ports: await freePorts(), deploymentFolder: join(folder, "chain-31337") }, house);
}
