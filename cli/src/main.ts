#!/usr/bin/env node
import { exitCodes } from "./io.ts";
import { createProgram } from "./program.ts";
import { run } from "./run.ts";

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
// Whoever reads the answers has seen enough, as `head` has: it ends as shells know it from others, 128 and the number of SIGPIPE.
process.stdout.on("error", () => process.exit(141));
process.exitCode = await run((io) => createProgram(io).parseAsync(process.argv.slice(2), { from: "user" }), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  environment: process.env,
  signal: interrupted.signal,
});
// What was sent may be waited for still, by nobody.
if (process.exitCode === exitCodes.interrupted) process.exit();
