#!/usr/bin/env node
// Brings node_modules up to package-lock.json when it is missing or stale; does nothing, quickly, when it is not.
// `npm start`, `npm test` and `npm run demo` call it first. It runs under Node 20 and later with nothing installed, and
// installs under the Node that package.json pins, because npm under an older one leaves out what that one cannot run.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingPackages, thisMachine } from "./lib/installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const readJson = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

if (!isInstalled()) await install(readJson("package.json").devDependencies.node);

function isInstalled() {
  try {
    const [locked, installed] = [readJson("package-lock.json"), readJson("node_modules", ".package-lock.json")];
    const missing = missingPackages(locked.packages, installed.packages, thisMachine());
    if (missing.length > 0) console.log(`Missing or stale: ${missing.length}, the first ${missing[0]}.`);
    return missing.length === 0 && existsSync(join(modules, ".bin", "node"));
  } catch {
    return false; // nothing installed yet
  }
}

async function install(node) {
  const total = Object.keys(readJson("package-lock.json").packages).length;
  console.log(`Installing up to ${total} packages with Node ${node}; the first time takes a minute or two.`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const ticking = setInterval(() => console.log(`  still installing after ${seconds()} s`), 5_000);
  await npmInstall(node);
  if (!isInstalled()) {
    console.log("What was there before is in the way: once more, from nothing.");
    rmSync(modules, { recursive: true, force: true });
    await npmInstall(node);
  }
  clearInterval(ticking);
  if (!isInstalled()) fail("The install is incomplete.", "Does your npm configuration say ignore-scripts or omit?");
  console.log(`Installed in ${seconds()} s.`);
}

// Not `npm ci`: it refuses a lock file without the builds for other systems, which a mirror of the registry may lack.
// `--no-save` keeps the lock file as it is, and isInstalled() holds the result to it.
async function npmInstall(node) {
  const command = "npm install --no-save --prefer-offline --no-audit --no-fund --loglevel=error";
  const { code, output } = await run("npm", ["exec", "--yes", `--package=node@${node}`, "-c", command]);
  if (code !== 0) fail(`The install failed (npm ended with ${code}).`, explain(output));
}

/** Runs a program to its end; what it prints is shown and kept. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (to) => (chunk) => {
      output += chunk;
      to.write(chunk);
    };
    child.stdout.on("data", keep(process.stdout));
    child.stderr.on("data", keep(process.stderr));
    child.on("error", (error) => resolve({ code: 127, output: String(error) }));
    child.on("close", (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output))
    return "npm cannot reach its registry. The install needs the network once; check it (and your proxy), then try again.";
  if (/ENOSPC/.test(output)) return "The disk is full: the install needs about 1.5 GB.";
  if (/spawn npm ENOENT/.test(output)) return "npm is not on the PATH; it comes with Node.";
  return "npm's own message is above.";
}

function fail(what, advice) {
  console.error(`\n${what}\n${advice}`);
  process.exit(1);
}
