import fc from "fast-check";
import { Arena } from "../helpers/model/arena.ts";
import { sequences } from "../helpers/model/commands.ts";

/** Sequences to play; `npm run test:model` plays more, and prints what they came to. */
const RUNS = Number(process.env.PLAZA_MODEL_RUNS ?? 60);

describe("the contract and its reference model", function () {
  this.timeout(RUNS * 2_000);
  let arena: Arena;
  before(async () => {
    arena = await Arena.open();
  });
  after(() => {
    if (process.env.PLAZA_MODEL_RUNS) console.log(arena.describeOutcomes());
  });

  it("say and do the same, step by step, in any sequence of calls", async () => {
    await fc.assert(
      fc.asyncProperty(sequences(50), async (commands) => {
        const model = await arena.begin();
        await fc.asyncModelRun(() => ({ model, real: arena }), commands);
      }),
      { numRuns: RUNS },
    );
  });
});
