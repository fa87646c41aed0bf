import { expect } from "chai";
import type { LiveStatus } from "./domain/live.ts";
import { LiveHub } from "./live.ts";

const id = "0x01" as const;

/** A watcher who notes at which revisions he was woken. */
function watchAs(hub: LiveHub, auction: `0x${string}` = id) {
  const woken: number[] = [];
  let isEnded = false;
  const watch = hub.watch(auction, {
    wake: () => woken.push(hub.revision(auction)),
    end: () => {
      isEnded = true;
    },
  });
  return { woken, watch, isEnded: () => isEnded };
}

describe("live hub", () => {
  it("wakes who watches an auction that changed, and nobody else", () => {
    const hub = new LiveHub(() => "live", 0);
    const one = watchAs(hub);
    const other = watchAs(hub, "0x02");
    hub.changed([id, "0x03"]);
    hub.changed([id]);
    expect(one.woken).to.deep.equal([1, 2]);
    expect(other.woken).to.deep.equal([]);
  });

  it("lets other work have its turn between many watchers, and wakes each for the newest of what changed meanwhile", async () => {
    const hub = new LiveHub(() => "live", 0);
    const crowd = Array.from({ length: 1_000 }, () => watchAs(hub));
    hub.changed([id]);
    const unwoken = crowd.filter(({ woken }) => woken.length === 0).length;
    expect(unwoken).to.be.above(0);
    for (let change = 0; change < 5; change++) hub.changed([id]);
    while (crowd.some(({ woken }) => woken.at(-1) !== 6)) await new Promise((resolve) => setImmediate(resolve));
    for (const { woken } of crowd) expect(woken.length).to.be.at.most(2);
  });

  it("wakes those whose auction's status changed with time", () => {
    let status: LiveStatus = "live";
    const hub = new LiveHub(() => status, 0);
    const { woken } = watchAs(hub);
    hub.tick();
    expect(woken).to.deep.equal([]);
    status = "ended";
    hub.tick();
    hub.tick();
    expect(woken).to.deep.equal([1]);
  });

  it("keeps an auction's number while another changes", () => {
    const hub = new LiveHub(() => "live", 0);
    const one = watchAs(hub);
    watchAs(hub, "0x02");
    hub.changed(["0x02"]);
    expect(hub.revision(id)).to.equal(0);
    hub.changed([id]);
    expect(one.woken).to.deep.equal([2]);
  });

  it("forgets who leaves, and ends all when it closes", () => {
    const hub = new LiveHub(() => "live");
    const [one, two] = [watchAs(hub), watchAs(hub)];
    one.watch.close();
    expect(hub.size).to.equal(1);
    hub.changed([id]);
    expect(one.woken).to.deep.equal([]);
    hub.close();
    expect([one.isEnded(), two.isEnded()]).to.deep.equal([false, true]);
    two.watch.close();
    expect(hub.isWatched(id)).to.equal(false);
  });
});
