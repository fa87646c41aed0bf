/** One of the processes of `npm run test:mutation`: takes mutants, answers what became of each. */
import { createJudge, type Verdict } from "./judge.ts";
import type { Mutant } from "./mutants.ts";

/** What a worker is asked: which tests fail with a source as it is, or how a mutant fares. */
export type Question = { baseline: string } | { mutant: Mutant; ignored: string[] };
export type Answer = { failing: string[] } | { verdict: Verdict } | { error: string };

const judge = createJudge();

process.on("message", (question: Question) => {
  answer(question).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies Answer),
  );
});
process.on("disconnect", () => process.exit());

async function answer(question: Question): Promise<Answer> {
  if ("baseline" in question) return { failing: await judge.baseline(question.baseline) };
  return { verdict: await judge.judge(question.mutant, new Set(question.ignored)) };
}
