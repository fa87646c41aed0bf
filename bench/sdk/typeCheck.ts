import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PlazaDeployment, plazaActions } from "@plaza/sdk";
import { zeroAddress } from "viem";
import { root } from "../../scripts/lib/root.ts";

const folder = join(root, ".plaza", "bench-sdk");

const deployment: PlazaDeployment = {
  ...{ chainId: 1, startBlock: 0n, marketplace: zeroAddress, orders: zeroAddress },
  ...{ credits: zeroAddress, gameItems: zeroAddress, gameResources: zeroAddress },
};

/** A project that calls each action twice, as a function and on the client. */
function program(actions: readonly string[]): string {
  const call = (name: string, i: number) => `
export const f${i} = (client: PlazaClient, parameters: Parameters<typeof actions.${name}>[1]) => actions.${name}(client, parameters as never);
export const m${i} = (client: Market, parameters: Parameters<Market["${name}"]>[0]) => client.${name}(parameters as never);`;
  return `import * as actions from "@plaza/sdk/actions";
import type { PlazaActions, PlazaClient } from "@plaza/sdk/actions";
import type { Client } from "viem";
type Market = Client & PlazaActions;
${actions.map(call).join("")}
`;
}

/** Seconds that the compiler takes for a project that uses every action of the built package, the best of three; and how many those are. */
export function timeTypeCheck(): { actions: number; seconds: number } {
  const actions = Object.keys(plazaActions(deployment)({} as never));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules", "@plaza"), { recursive: true });
  symlinkSync(join(root, "sdk", "dist"), join(folder, "node_modules", "@plaza", "sdk"));
  const compilerOptions = {
    ...{ target: "es2023", lib: ["es2023", "dom"], module: "nodenext", moduleResolution: "nodenext" },
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  writeFileSync(join(folder, "main.ts"), program(actions));
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    const { status, stdout } = spawnSync("tsc", ["-p", folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The project of all actions has unsound types:\n${stdout}`);
    return performance.now() - started;
  });
  rmSync(folder, { recursive: true });
  return { actions: actions.length, seconds: Math.round(Math.min(...times) / 100) / 10 };
}
