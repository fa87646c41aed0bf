import { spawn } from "node:child_process";
import { once } from "node:events";

export type RunOptions = { cwd: string; env?: NodeJS.ProcessEnv };

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env = process.env }: RunOptions,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** Runs a program that must succeed, and gives what it printed. */
export async function runSoundly(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}
