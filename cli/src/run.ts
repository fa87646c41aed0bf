import { toPlazaError } from "@plaza/sdk";
import { CommanderError } from "commander";
import { Ended, exitCodes, type Io } from "./io.ts";
import { plain } from "./output.ts";

/** Runs a command to its end, says what went wrong in words, and tells the exit code. */
export async function run(command: (io: Io) => Promise<unknown>, io: Io): Promise<number> {
  try {
    await command(io);
    // Whoever ended it wants nothing more to happen, as what follows `&&` would.
    return io.signal.aborted ? exitCodes.interrupted : exitCodes.ok;
  } catch (error) {
    if (error instanceof Ended) return error.code;
    // Commander has said already what it did not understand; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (io.signal.aborted) return exitCodes.interrupted;
    const { shortMessage, metaMessages = [], code } = toPlazaError(error);
    io.err(`${[shortMessage, ...metaMessages.map((line) => `  ${line}`)].map(plain).join("\n")}\n`);
    return code === "configuration" || code === "invalid_parameter" ? exitCodes.usage : exitCodes.failed;
  }
}
