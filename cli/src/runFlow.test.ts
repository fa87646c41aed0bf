import type { Flow, FlowContext, UnfinishedFlow } from "@plaza/sdk";
import { expect } from "chai";
import { leftWords, runFlow } from "./runFlow.ts";

const hash = `0x${"2b".repeat(32)}` as const;
const left = (of: Partial<UnfinishedFlow>): UnfinishedFlow => ({
  ...{ id: "plan", kind: "buy", account: `0x${"a1".repeat(20)}`, item: null, createdAt: new Date(0) },
  requirements: [
    { type: "approve", label: "Allow it" },
    { type: "transact", label: "Buy" },
  ],
  ...{ done: 0, asked: false, hash: null },
  ...of,
});

describe("a flow that is ended in the middle", () => {
  it("says that nothing was sent where nothing was", () => {
    expect(leftWords(left({}))).to.equal("Nothing was sent.\n");
    expect(leftWords(left({ done: 1 }))).to.equal("done: Allow it\nNothing more was sent.\n");
  });

  it("names what is on its way, and warns of doing it twice", () => {
    expect(leftWords(left({ done: 1, asked: true, hash })))
      .to.include(`done: Allow it\nsent: Buy, in ${hash}\n`)
      .and.match(/before you run this again/);
    expect(leftWords(left({ asked: true }))).to.include("perhaps sent: Allow it");
  });

  it("does not call a request unsent that the server may have taken", () => {
    const requirements = [{ type: "request", label: "Place the bid" }] as const;
    expect(leftWords(left({ requirements }))).to.include("perhaps sent: Place the bid");
  });

  it("plans with a store of its own, and fails as the flow does", async () => {
    const said: string[] = [];
    const given: FlowContext[] = [];
    const io = {
      ...{ out: () => undefined, err: (text: string) => void said.push(text), environment: {} },
      signal: new AbortController().signal,
    };
    const requirements = [{ type: "transact", label: "Buy", amount: 10n ** 18n }];
    const flow = { requirements, run: () => Promise.reject(new Error("refused")) } as unknown as Flow<never>;
    const ended = runFlow(io, {} as FlowContext, async (context) => {
      given.push(context);
      return flow;
    });
    expect(await ended.catch((error: Error) => error.message)).to.equal("refused");
    expect(said).to.deep.equal(["to do: Buy, at most 1 Credits\n"]);
    expect(given[0]?.store).not.to.equal(undefined);
  });
});
