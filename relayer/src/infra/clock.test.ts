import { expect } from "chai";
import { ChainClock } from "./clock.ts";

describe("chain clock", () => {
  it("is the newest block's time plus what went by since it was first seen", () => {
    let wall = 1_000;
    const clock = new ChainClock(() => wall);
    clock.observe({ hash: "0x01", timestamp: 500 });
    expect(clock.now()).to.equal(500);
    wall += 2_900;
    clock.observe({ hash: "0x01", timestamp: 500 });
    expect(clock.now()).to.equal(502);
    clock.observe({ hash: "0x02", timestamp: 9_000 });
    expect(clock.now()).to.equal(9_000);
  });

  it("goes on from another's time, which saw the newest block long before", () => {
    let wall = 0;
    const clock = new ChainClock(() => wall);
    clock.observe({ hash: "0x01", timestamp: 500 });
    clock.follow(509);
    expect(clock.now()).to.equal(509);
    wall += 3_000;
    expect(clock.now()).to.equal(512);
    clock.follow(511);
    expect(clock.now()).to.equal(512);
  });

  it("never runs backwards, except where the chain was cut back", () => {
    let wall = 0;
    const clock = new ChainClock(() => wall);
    clock.observe({ hash: "0x01", timestamp: 500 });
    wall += 15_000;
    clock.observe({ hash: "0x02", timestamp: 512 });
    expect(clock.now()).to.equal(515);
    wall += 4_000;
    expect(clock.now()).to.equal(516);
    clock.observe({ hash: "0x03", timestamp: 400 }, true);
    expect(clock.now()).to.equal(400);
  });
});
