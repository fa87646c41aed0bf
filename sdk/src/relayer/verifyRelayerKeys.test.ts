import { expect } from "chai";
import { marketplace, marketplaceThatKnows } from "../../testing/marketplace.ts";
import { rejection } from "../../testing/rejection.ts";
import { bidder, seller } from "../../testing/relayer.ts";
import { ConfigurationError } from "../errors/input.ts";
import { UnknownRelayerKeyError } from "../errors/trust.ts";
import type { RelayerKeys } from "./types.ts";
import { verifyRelayerKeys } from "./verifyRelayerKeys.ts";

const domain = { name: "Plaza Marketplace", version: "1", chainId: 31337, verifyingContract: marketplace };
const keys: RelayerKeys = { settler: bidder, receiptSigner: seller, domain };

/** A relayer that says this of its keys. */
const saying = (change: Partial<RelayerKeys> = {}) => ({
  url: "http://relayer.test",
  getKeys: async () => ({ ...keys, ...change }),
});

describe("verifyRelayerKeys", () => {
  const client = marketplaceThatKnows({ settlers: [bidder], receiptKeys: [seller] });

  it("gives keys that the Marketplace knows", async () => {
    expect(await verifyRelayerKeys(client, { relayer: saying(), marketplace })).to.deep.equal(keys);
  });

  it("names the key that it does not know, and what that was to be for", async () => {
    // Each is a good key, for something else.
    const settler = await rejection(
      verifyRelayerKeys(client, { relayer: saying({ settler: seller }), marketplace }),
      UnknownRelayerKeyError,
    );
    expect(settler).to.include({ role: "settler", key: seller, code: "unknown_relayer_key" });
    expect(settler.message).to.include(seller).and.to.include(marketplace);
    const receiptSigner = await rejection(
      verifyRelayerKeys(client, { relayer: saying({ receiptSigner: bidder }), marketplace }),
      UnknownRelayerKeyError,
    );
    expect(receiptSigner).to.include({ role: "receiptSigner", key: bidder });
  });

  it("takes no relayer of another Marketplace or chain", async () => {
    for (const change of [{ verifyingContract: seller }, { chainId: 1 }] as const) {
      const relayer = saying({ domain: { ...domain, ...change } });
      const error = await rejection(verifyRelayerKeys(client, { relayer, marketplace }), ConfigurationError);
      expect(error.field).to.equal("relayer");
    }
  });
});
