import { expect } from "chai";
import fc from "fast-check";
import { Schedule } from "./schedule.ts";

describe("schedule", () => {
  it("gives each thing once, when its time has come, in order", () => {
    const step = fc.record({ at: fc.nat(50), isAsked: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const schedule = new Schedule<number>();
        const waiting: { at: number; index: number }[] = [];
        for (const [index, { at, isAsked }] of steps.entries()) {
          if (!isAsked) {
            schedule.add(index, at);
            waiting.push({ at, index });
            continue;
          }
          const due = waiting.filter((one) => one.at <= at).sort((a, b) => a.at - b.at || a.index - b.index);
          expect(schedule.take(at)).to.deep.equal(due.map((one) => one.index));
          for (const one of due) waiting.splice(waiting.indexOf(one), 1);
        }
        expect(schedule.take(50)).to.have.lengthOf(waiting.length);
      }),
    );
  });
});
