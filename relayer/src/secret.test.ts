import { inspect } from "node:util";
import { expect } from "chai";
import { Secret } from "./secret.ts";

describe("secret", () => {
  it("shows itself only when asked to", () => {
    const secret = new Secret("hunter2");
    const config = { key: secret };
    expect(secret.reveal()).to.equal("hunter2");
    for (const shown of [`${secret}`, JSON.stringify(config), inspect(config, { depth: 5, showHidden: true })])
      expect(shown).to.include("[secret]").and.not.include("hunter2");
  });
});
