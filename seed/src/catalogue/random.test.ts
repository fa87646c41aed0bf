import { expect } from "chai";
import fc from "fast-check";
import { createRandom, fnv1a } from "./random.ts";

describe("createRandom", () => {
  it("tells the same story from the same seed", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [a, b] = [createRandom(seed), createRandom(seed)];
        for (let i = 0; i < 10; i++) expect(a.next()).to.equal(b.next());
      }),
    );
  });

  it("stays within its bounds and reaches both of them", () => {
    const random = createRandom("bounds");
    const drawn = Array.from({ length: 1_000 }, () => random.integer(-3, 3));
    expect([Math.min(...drawn), Math.max(...drawn)]).to.deep.equal([-3, 3]);
  });

  it("loses nothing in a shuffle", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.integer()), (seed, values) => {
        expect(createRandom(seed).shuffle(values)).to.have.members(values);
      }),
    );
  });
});

describe("fnv1a", () => {
  it("agrees with the published vectors", () => {
    expect([fnv1a(""), fnv1a("a"), fnv1a("foobar")]).to.deep.equal([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });
});
