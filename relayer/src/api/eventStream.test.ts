import { expect } from "chai";
import { type EventStreamOptions, encodeEvent, eventStream } from "./eventStream.ts";

/** A stream of a number that changes. */
function open(options: Partial<EventStreamOptions> = {}) {
  let revision = 1;
  let closings = 0;
  const stream = eventStream({
    newest: () => ({ revision, bytes: encodeEvent("number", revision, revision) }),
    closed: () => {
      closings += 1;
    },
    cut: () => {},
    ...options,
  });
  const reader = stream.readable.getReader();
  return {
    ...stream,
    change() {
      revision += 1;
      stream.wake();
    },
    async read() {
      const { value } = await reader.read();
      return value && new TextDecoder().decode(value);
    },
    cancel: () => reader.cancel(),
    closings: () => closings,
  };
}

const message = (revision: number) => `event: number\nid: ${revision}\ndata: ${revision}\n\n`;

describe("event stream", () => {
  it("begins with how soon to come back, then what is newest, and goes on with each change", async () => {
    const stream = open();
    expect(await stream.read()).to.equal("retry: 2000\n\n");
    expect(await stream.read()).to.equal(message(1));
    stream.wake();
    const next = stream.read();
    stream.change();
    expect(await next).to.equal(message(2));
    stream.end();
    expect(await stream.read()).to.equal(undefined);
    expect(stream.closings()).to.equal(1);
  });

  it("keeps one event at most for who reads slowly, and tells the newest after it", async () => {
    const stream = open();
    await stream.read();
    await stream.read();
    for (let change = 0; change < 100; change++) stream.change();
    const [first, second] = [await stream.read(), await stream.read()];
    expect([first, second]).to.deep.equal([message(2), message(101)]);
    await stream.cancel();
    expect(stream.closings()).to.equal(1);
  });

  it("sends signs of life while nothing changes", async () => {
    const stream = open({ heartbeatMs: 1 });
    await stream.read();
    await stream.read();
    expect(await stream.read()).to.equal(": heartbeat\n\n");
    expect(await stream.read()).to.equal(": heartbeat\n\n");
    await stream.cancel();
  });

  it("cuts off who takes nothing", async () => {
    const isCut = new Promise<void>((resolve) => {
      const stream = open({ heartbeatMs: 1, patience: 3, cut: resolve, closed: () => stream.wake() });
    });
    await isCut;
  });

  it("says nothing more to who has left", async () => {
    const stream = open();
    await stream.read();
    await stream.cancel();
    stream.change();
    stream.end();
    expect(stream.closings()).to.equal(1);
  });
});
