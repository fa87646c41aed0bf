import { expect } from "chai";
import { shortPlan } from "./plan.ts";
import { type Outcome, run } from "./run.ts";

describe("relayers under load whose leader is killed, whose database is cut off and whose chain is reorganized", () => {
  const said: string[] = [];
  let outcome: Outcome;
  before(async function () {
    this.timeout(400_000);
    outcome = await run(shortPlan, (line) => said.push(line));
  });

  it("lose, reorder and make up no bid, settle each auction once, and overspend no vault", () => {
    expect(outcome.findings.faults, said.join("\n")).to.deep.equal([]);
    const { counts } = outcome.findings;
    expect(counts.bidsAcknowledged).to.be.at.least(shortPlan.moves.length * shortPlan.bidsAMove);
    expect(counts.withdrawalsCarriedOut + counts.withdrawalsExpired).to.equal(counts.withdrawalsSigned);
    expect(counts.auctionsSettled + counts.auctionsReturned).to.equal(
      shortPlan.moves.length * (shortPlan.auctionsAMove + 1) + shortPlan.auctionsAMove + shortPlan.atOnce,
    );
  });

  it("say so when they are not well, and when they are again", () => {
    expect(outcome.health.lies).to.deep.equal([]);
    expect(outcome.health.truths).to.be.at.least(1);
  });

  it("tell sellers of every bid, once", () => {
    expect(outcome.delivery.faults).to.deep.equal([]);
    expect(outcome.delivery.delivered).to.equal(outcome.delivery.due).and.at.least(1);
  });
});
