import { expect } from "chai";
import { unwatchedPlans, watch } from "./watched.ts";

describe("plans whose progress is in view", () => {
  it("are told of once nobody sees them any more, and not before", () => {
    const [first, second] = [watch("a plan"), watch("a plan")];
    expect(unwatchedPlans().has("a plan")).to.equal(false);
    first();
    expect(unwatchedPlans().has("a plan"), "seen at another place still").to.equal(false);
    second();
    expect([...unwatchedPlans()]).to.deep.equal(["a plan"]);
    const again = watch("a plan");
    expect(unwatchedPlans().size).to.equal(0);
    again();
  });
});
