import { expect } from "chai";
import type { LiveStatus } from "./domain/live.ts";
import { LiveHub } from "./live.ts";

const id = "0x01" as const;

describe("live hub", () => {
  it("wakes watchers once, however often their auction changed", async () => {
    const hub = new LiveHub(() => "live", 0);
    const watch = hub.watch(id);
    expect(await watch.next(1)).to.equal("changed");
    expect(await watch.next(1)).to.equal("timeout");
    for (let change = 0; change < 5; change++) hub.changed([id]);
    expect(await watch.next(1)).to.equal("changed");
    expect(await watch.next(1)).to.equal("timeout");
    expect(hub.revision(id)).to.equal(5);
  });

  it("wakes a watcher who waits", async () => {
    const hub = new LiveHub(() => "live");
    const watch = hub.watch(id);
    await watch.next(1);
    const news = watch.next(60_000);
    hub.changed(["0x02"]);
    hub.changed([id]);
    expect(await news).to.equal("changed");
  });

  it("wakes those whose auction's status changed with time", async () => {
    let status: LiveStatus = "live";
    const hub = new LiveHub(() => status);
    const watch = hub.watch(id);
    await watch.next(1);
    hub.tick();
    expect(await watch.next(1)).to.equal("timeout");
    status = "ended";
    hub.tick();
    expect(await watch.next(1)).to.equal("changed");
    hub.tick();
    expect(await watch.next(1)).to.equal("timeout");
  });

  it("ends watches when one closes, or the hub does", async () => {
    const hub = new LiveHub(() => "live");
    const [one, two] = [hub.watch(id), hub.watch(id)];
    await Promise.all([one.next(1), two.next(1)]);
    const ending = one.next(60_000);
    one.close();
    expect(await ending).to.equal("closed");
    expect(hub.size).to.equal(1);
    const last = two.next(60_000);
    hub.close();
    expect(await last).to.equal("closed");
  });
});
