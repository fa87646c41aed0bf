#!/usr/bin/env node
import { createProgram } from "./program.ts";
import { run } from "./run.ts";

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.exitCode = await run((io) => createProgram(io).parseAsync(process.argv.slice(2), { from: "user" }), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  environment: process.env,
  signal: interrupted.signal,
});
