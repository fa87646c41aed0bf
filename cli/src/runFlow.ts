import type { Flow } from "@plaza/sdk";
import type { Io } from "./io.ts";
import { inCredits } from "./output.ts";

/** Says what a flow will do, runs it, and tells how it goes. */
export function runFlow<result>(io: Io, flow: Flow<result>): Promise<result> {
  for (const { label, amount } of flow.requirements)
    io.err(`to do: ${label}${amount === undefined ? "" : `, at most ${inCredits(amount)}`}\n`);
  return flow.run({
    signal: io.signal,
    onState: ({ progress, message }) => io.err(`${Math.round(progress * 100)} %  ${message}\n`),
  });
}
