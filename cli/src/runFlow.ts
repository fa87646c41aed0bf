import { type Flow, type FlowContext, memoryFlowStore, type UnfinishedFlow, unfinishedFlows } from "@plaza/sdk";
import type { Io } from "./io.ts";
import { inCredits } from "./output.ts";

/** Plans a flow and says what it will do, runs it, and tells how it goes; and what may still happen where it is ended in the middle. */
export async function runFlow<result>(
  io: Io,
  context: FlowContext,
  plan: (context: FlowContext) => Promise<Flow<result>>,
): Promise<result> {
  const store = memoryFlowStore();
  const flow = await plan({ ...context, store });
  for (const { label, amount } of flow.requirements)
    io.err(`to do: ${label}${amount === undefined ? "" : `, at most ${inCredits(amount)}`}\n`);
  try {
    return await flow.run({
      signal: io.signal,
      onState: ({ progress, message }) => io.err(`${Math.round(progress * 100)} %  ${message}\n`),
    });
  } catch (error) {
    if (io.signal.aborted) for (const left of await unfinishedFlows(store)) io.err(leftWords(left));
    throw error;
  }
}

/** What became of a flow that was ended in the middle, as far as anybody knows. */
export function leftWords({ requirements, done, asked, hash }: UnfinishedFlow): string {
  const current = requirements[done];
  const lines = requirements.slice(0, done).map(({ label }) => `done: ${label}`);
  if (hash !== null) lines.push(`sent: ${current?.label}, in ${hash}`);
  else if (asked || current?.type === "request") lines.push(`perhaps sent: ${current?.label}`);
  else lines.push(done === 0 ? "Nothing was sent." : "Nothing more was sent.");
  if (asked || current?.type === "request")
    lines.push("It may still be carried out. Look what became of it before you run this again, or it happens twice.");
  return `${lines.join("\n")}\n`;
}
