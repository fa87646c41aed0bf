import { parseReceipt, type SignedReceipt } from "@plaza/sdk";
import { expect } from "chai";
import { receiptJson } from "./keptReceipt.ts";
import { printJson } from "./output.ts";

const word = (byte: string) => `0x${byte.repeat(32)}` as const;
const receipt: SignedReceipt = {
  auctionId: word("1a"),
  bidHash: word("2b"),
  amount: 12_500_000_000_000_000_000n,
  sequence: 3n,
  receivedAt: 1_893_456_001n,
  previous: word("3c"),
  hash: word("4d"),
  signature: "0x5e",
  extension: null,
};

describe("a receipt that a bidder keeps", () => {
  it("is printed as it is read again, to the last field", () => {
    for (const extension of [null, { endsAt: 1_893_459_600n, signature: "0x6f" } as const]) {
      let text = "";
      const out = (more: string) => {
        text += more;
      };
      printJson(
        { out, err: out, environment: {}, signal: new AbortController().signal },
        receiptJson({ ...receipt, extension }),
      );
      expect(parseReceipt(JSON.parse(text))).to.deep.equal({ ...receipt, extension });
    }
  });
});
