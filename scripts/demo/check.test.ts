import { ListingNotActiveError, RelayerNotCoveredError } from "@plaza/sdk";
import { expect } from "chai";
import { zeroHash } from "viem";
import { check, inCredits, present, refused, StoryError, until } from "./check.ts";
import { createBook } from "./tell.ts";

/** What a promise is rejected with. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );

describe("the demo's checks", () => {
  it("tell what they got and what they expected, amounts too", () => {
    expect(() => check("chain: price", { price: 1n }, { price: 1n })).not.to.throw();
    expect(() => check("chain: price", { price: 1n }, { price: 2n })).to.throw(
      StoryError,
      'chain: price: got {"price":"1"}, expected {"price":"2"}',
    );
    expect(() => present("GraphQL: listing", null)).to.throw(StoryError, "GraphQL: listing: not there");
  });

  it("want a refusal for its own reason, and no other", async () => {
    const sold = new ListingNotActiveError({ listingId: zeroHash });
    const refuse = () => Promise.reject(sold);
    expect(await refused("a purchase", refuse, ListingNotActiveError)).to.equal(sold);
    expect(await failureOf(refused("a purchase", refuse, RelayerNotCoveredError))).to.include({ cause: sold });
    expect(await failureOf(refused("a purchase", async () => {}, ListingNotActiveError))).to.be.instanceOf(StoryError);
  });

  it("wait for an answer, but not for ever", async () => {
    let asked = 0;
    expect(await until("the third", async () => (++asked < 3 ? undefined : asked))).to.equal(3);
    expect(await failureOf(until("never", async () => undefined, 0.1))).to.match(/never: not within 0.1 s/);
  });

  it("write Credits for people", () => expect(inCredits(1_234_567n * 10n ** 15n)).to.equal("1,234.57"));
});

describe("the demo's book", () => {
  it("keeps what each step cost and what came of it, up to the one that went wrong", async () => {
    const lines: string[] = [];
    const book = createBook((line) => lines.push(line));
    expect(await book.tell("alice lists", async () => ({ value: 5, gas: 80_000n, result: "for 150" }))).to.equal(5);
    const fault = new Error("chain: price", { cause: new Error("no answer\nat all") });
    expect(await failureOf(book.tell("bob buys", () => Promise.reject(fault)))).to.equal(fault);
    expect(lines).to.deep.equal(["ok    alice lists", "WRONG bob buys"]);
    expect(book.render()).to.match(/^alice lists +80,000 +0\.0 +for 150$/m);
    expect(book.render()).to.match(/^bob buys +0 +0\.0 +WRONG: chain: price; no answer$/m);
  });
});
