import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.ts";

/** Runs the `plaza` command to its end, as a user does. */
export async function runPlaza(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, "cli/src/main.ts"), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output, errors };
}

/** A server that answers what another does, save for what `lie` says otherwise. */
export async function serveInstead(url: string, lie: (path: string) => object | undefined) {
  const server = createServer(async ({ url: path = "" }, response) => {
    const lied = lie(path);
    const text = lied === undefined ? await (await fetch(`${url}${path}`)).text() : JSON.stringify(lied);
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
