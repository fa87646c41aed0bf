import { expect } from "chai";
import { isSound, type Verdict, wordsOf } from "./verdict.ts";

const [alice, bob] = [`0x${"a1".repeat(20)}`, `0x${"b0".repeat(20)}`] as const;
const sound: Verdict = {
  id: `0x${"1a".repeat(32)}`,
  signer: bob,
  isReceiptKey: true,
  bids: 2,
  faults: [],
  secret: 0,
  lead: { bidder: alice, maxAmount: 20n * 10n ** 18n, price: 15n * 10n ** 18n },
  kept: 1,
  outcome: { status: "SETTLED", winner: alice, amount: 15n * 10n ** 18n },
};

describe("the verdict on an auction's log", () => {
  it("is that nothing is wrong, and that the chain agrees", () => {
    expect(isSound(sound)).to.equal(true);
    expect(wordsOf(sound))
      .to.include("settled for 15 Credits")
      .and.include("as the log says.")
      .and.match(/\nNothing is wrong\.\n$/);
  });

  it("names each fault in words", () => {
    const verdict: Verdict = { ...sound, faults: [{ sequence: 3n, fault: "gap" }] };
    expect(isSound(verdict)).to.equal(false);
    expect(wordsOf(verdict))
      .to.include("Bid 3 does not follow")
      .and.match(/\nSomething is wrong\.\n$/);
  });

  it("does not trust a key that the chain does not know", () => {
    expect(isSound({ ...sound, isReceiptKey: false })).to.equal(false);
  });

  it("tells that another won, and that maxima are secret, which is not wrong", () => {
    const other: Verdict = { ...sound, outcome: { ...sound.outcome, winner: bob } };
    expect(isSound(other)).to.equal(true);
    expect(wordsOf(other)).to.include("not as the log says");
    const live: Verdict = { ...sound, secret: 1, lead: null, outcome: { status: "LIVE", winner: null, amount: 0n } };
    expect(isSound(live)).to.equal(true);
    expect(wordsOf(live)).to.include("Still secret: 1").and.include("On chain: live.");
  });
});
