import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { type StreamStatus, streamHealth } from "./streamHealth.ts";

describe("streamHealth", () => {
  const watch = (staleAfter: number) => {
    const seen: StreamStatus[] = [];
    return { seen, health: streamHealth((status) => seen.push(status), { staleAfter }) };
  };

  it("follows the connection", () => {
    const { seen, health } = watch(60_000);
    for (const status of ["connecting", "live", "reconnecting", "live", "closed"] as const) health.onStatus(status);
    expect(seen).to.deep.equal(["connecting", "live", "down", "live", "closed"]);
    health.stop();
  });

  it("is stale once the heart is not heard, and live again with the next beat", async () => {
    const { seen, health } = watch(5);
    health.onStatus("live");
    await until("nothing was heard for too long", () => seen.at(-1) === "stale");
    health.onActivity();
    expect(seen).to.deep.equal(["live", "stale", "live"]);
    health.stop();
  });

  it("is not brought to life by what a connection says before its first news", () => {
    const { seen, health } = watch(60_000);
    health.onStatus("connecting");
    health.onActivity();
    expect(seen).to.deep.equal(["connecting"]);
    health.stop();
  });
});
