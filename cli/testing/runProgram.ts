import type { Io } from "../src/io.ts";
import { createProgram } from "../src/program.ts";
import { run } from "../src/run.ts";

/** Runs a command line to its end, and what it said. */
export async function runProgram(
  args: readonly string[],
  { signal = new AbortController().signal, environment = {} }: Partial<Pick<Io, "signal" | "environment">> = {},
) {
  let [out, err] = ["", ""];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    environment,
    signal,
  };
  const code = await run((given) => createProgram(given).parseAsync(args, { from: "user" }), io);
  return { code, out, err };
}
