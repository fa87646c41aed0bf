import { readFileSync } from "node:fs";
import { expect } from "chai";
import { BaseError } from "viem";
import { PlazaError } from "./base.ts";
import * as errors from "./index.ts";

/** What the errors take, each something of it. */
const about = {
  ...{
    field: "price",
    value: 1,
    expected: "more",
    what: "It took long.",
    timeout: 1,
    url: "http://node.test",
    status: 409,
  },
  ...{ id: "1", hash: "0x12", receipt: { transactionHash: "0x12" }, reason: "replaced", eventName: "Sold", data: "0x" },
  ...{ errors: [], missing: 1n, words: "12.5", block: 2n, reached: 1n, code: "moon_phase" },
};
/** The values of any custom error. */
const values = new Proxy({}, { get: () => 1n });

const isErrorClass = (value: unknown): value is typeof PlazaError =>
  typeof value === "function" && value.prototype instanceof PlazaError;
const make = (Class: typeof PlazaError): PlazaError =>
  Reflect.construct(
    Class,
    Class === (errors.ContractError as unknown)
      ? ["Contract", {}, { message: "No.", recovery: "cancel" }]
      : ["errorName" in Class ? values : about],
  );

describe("docsPath", () => {
  const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  const sections = new Set(
    [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => `docs/errors.md#${name?.toLowerCase()}`),
  );

  for (const [name, Class] of Object.entries(errors))
    if (isErrorClass(Class))
      it(`of ${name} leads to its section`, () => {
        const { docsPath } = make(Class);
        expect(docsPath).to.equal(`docs/errors.md#${name.toLowerCase()}`);
        expect(sections).to.include(docsPath);
      });

  it("is the class's own whatever it came from, and viem's stays on viem's site in the message", () => {
    const ofViem = new BaseError("no", { docsPath: "/docs/contract/readContract" });
    const error = new errors.UserRejectedError({ cause: ofViem });
    expect(error.docsPath).to.equal("docs/errors.md#userrejectederror");
    expect(error.message).to.match(/^Docs: https:\/\/[^/]+\/docs\/contract\/readContract$/m);
    for (const cause of [undefined, new Error("no"), new BaseError("no")])
      expect(new errors.UserRejectedError({ cause }).message).to.include("\nDocs: docs/errors.md#userrejectederror\n");
    expect(new errors.UnexpectedError({ cause: error }).message).to.include(
      "\nDocs: docs/errors.md#userrejectederror\n",
    );
  });
});
