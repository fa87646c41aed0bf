import { expect } from "chai";
import { addressOf, people } from "../testing/house.ts";
import { Reputations } from "./reputations.ts";

const bob = addressOf(people.bob);

describe("reputations", () => {
  it("are read again where a trade or a review came while they were read", async () => {
    let readings = 0;
    const reputations = new Reputations({
      database: {
        async query() {
          readings += 1;
          if (readings === 1) reputations.invalidate([bob]);
          return [];
        },
        append: () => Promise.reject(new Error("A reading adds nothing.")),
        script: () => Promise.reject(new Error("A reading runs no script.")),
      },
      now: () => 0,
      outage: () => undefined,
    });
    for (const expected of [1, 2, 2]) {
      await reputations.get(bob);
      expect(readings).to.equal(expected);
    }
  });
});
