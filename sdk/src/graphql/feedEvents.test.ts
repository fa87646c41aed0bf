import { expect } from "chai";
import type { PlazaError } from "../errors/base.ts";
import { GraphqlRequestError } from "../errors/http.ts";
import type { FeedEvent, WatchFeedParameters } from "./createFeedClient.ts";
import { feedEvents } from "./feedEvents.ts";

describe("feedEvents", () => {
  /** Watches that were begun, each with whether it was ended. */
  let watches: WatchFeedParameters<FeedEvent>[];
  const watch = (parameters: WatchFeedParameters<FeedEvent>) => {
    watches.push(parameters);
    return () => {};
  };
  const event = (number: number): FeedEvent => ({
    ...{ change: "ADDED", id: `${number}`, kind: "SOLD", cursor: `after ${number}` },
  });
  const tell = (...numbers: number[]) => {
    for (const number of numbers) watches.at(-1)?.onEvent(event(number));
  };
  const close = (error?: PlazaError) => {
    if (error) watches.at(-1)?.onError?.(error);
    watches.at(-1)?.onStatus?.("closed");
  };
  const refusal = new GraphqlRequestError({ errors: [{ message: "No." }], status: 200 });

  beforeEach(() => {
    watches = [];
  });

  it("gives each event when it is asked for, and lets go of the watch when the loop is left", async () => {
    const read: (string | null)[] = [];
    const statuses: string[] = [];
    const reading = (async () => {
      for await (const { id } of feedEvents(watch, { after: "0", onStatus: (status) => statuses.push(status) })) {
        read.push(id);
        if (id === "3") break;
      }
    })();
    watches[0]?.onStatus?.("live");
    tell(1, 2);
    await Promise.resolve();
    tell(3, 4);
    await reading;
    expect(read).to.deep.equal(["1", "2", "3"]);
    expect(statuses).to.deep.equal(["live"]);
    expect(watches).to.have.length(1);
    expect(watches[0]).to.include({ after: "0" });
    expect(watches[0]?.signal?.aborted).to.equal(true);
  });

  it("leaves the feed while too many wait, and goes on behind the last one", async () => {
    const events = feedEvents(watch);
    const first = events.next();
    tell(...Array.from({ length: 600 }, (_, index) => index));
    expect((await first).value?.id).to.equal("0");
    expect(watches[0]?.signal?.aborted).to.equal(true);
    watches[0]?.onStatus?.("closed");
    for (let number = 1; number < 500; number += 1) expect((await events.next()).value?.id).to.equal(`${number}`);
    const next = events.next();
    expect(watches).to.have.length(2);
    expect(watches[1]).to.include({ after: "after 499" });
    tell(500);
    expect((await next).value?.id).to.equal("500");
    await events.return();
  });

  it("throws what no other try can help, after what came before it", async () => {
    const events = feedEvents(watch);
    const first = events.next();
    tell(1);
    close(refusal);
    expect((await first).value?.id).to.equal("1");
    expect(await events.next().catch((error: unknown) => error)).to.equal(refusal);
    expect(await events.next()).to.deep.equal({ done: true, value: undefined });
  });

  it("forgets a failure once it is live again, and ends with its signal without one", async () => {
    const abort = new AbortController();
    const events = feedEvents(watch, { signal: abort.signal });
    const first = events.next();
    watches[0]?.onError?.(refusal);
    watches[0]?.onStatus?.("live");
    abort.abort();
    close();
    expect(await first).to.deep.equal({ done: true, value: undefined });
    expect(watches).to.have.length(1);
  });
});
