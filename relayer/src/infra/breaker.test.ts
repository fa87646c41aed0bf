import { expect } from "chai";
import { Breakers, DependencyAwayError } from "./breaker.ts";

const gone = async (): Promise<never> => {
  throw new Error("connection refused");
};
const failureOf = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: Error) => error);

describe("breaker", () => {
  it("opens after five failures in a row, and asks no more", async () => {
    const breakers = new Breakers();
    const breaker = breakers.add("database");
    for (let failure = 0; failure < 4; failure++) await failureOf(breaker.run(gone));
    await breaker.run(async () => "an answer in between");
    for (let failure = 0; failure < 4; failure++) await failureOf(breaker.run(gone));
    expect(breakers.states()).to.deep.equal({ database: "closed" });
    expect((await failureOf(breaker.run(gone)))?.message).to.equal("connection refused");
    expect(breakers.states()).to.deep.equal({ database: "open" });
    let asked = false;
    const refusal = await failureOf(breaker.run(async () => (asked = true)));
    expect(refusal).to.be.instanceOf(DependencyAwayError);
    expect(asked).to.equal(false);
  });

  it("lets one call try after the reset, and closes when it succeeds", async () => {
    const breaker = new Breakers({ failures: 1, resetMs: 0 }).add("chain");
    await failureOf(breaker.run(gone));
    expect(breaker.state).to.equal("open");
    let answer = (_: string) => {};
    let asked = 0;
    const call = () => {
      asked += 1;
      return new Promise<string>((resolve) => {
        answer = resolve;
      });
    };
    const trial = breaker.run(call);
    const other = breaker.run(async () => "closed again");
    await new Promise(setImmediate);
    expect(asked).to.equal(1);
    expect(breaker.state).to.equal("half-open");
    answer("back");
    expect(await trial).to.equal("back");
    expect(await other).to.equal("closed again");
    expect(breaker.state).to.equal("closed");
  });

  it("opens again when the trial fails", async () => {
    const breaker = new Breakers({ failures: 1, resetMs: 0 }).add("chain");
    await failureOf(breaker.run(gone));
    expect((await failureOf(breaker.run(gone)))?.message).to.equal("connection refused");
    expect(breaker.state).to.equal("open");
  });

  it("ends a call that hangs, and counts it", async () => {
    const breaker = new Breakers({ failures: 1, timeoutMs: 5 }).add("signer");
    const failure = await failureOf(breaker.run(() => new Promise(() => {})));
    expect(failure).to.be.instanceOf(DependencyAwayError);
    expect(failure?.message).to.equal("The signer did not answer within 5 ms.");
    expect(breaker.state).to.equal("open");
  });

  it("does not count what the dependency refused with good reason", async () => {
    const breaker = new Breakers({ failures: 1 }).add("chain", (error) => (error as Error).message !== "reverted");
    await failureOf(
      breaker.run(async () => {
        throw new Error("reverted");
      }),
    );
    expect(breaker.state).to.equal("closed");
  });
});
