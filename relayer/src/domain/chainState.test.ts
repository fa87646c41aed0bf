import { expect } from "chai";
import type { Hex } from "viem";
import { addressOf, auctionOf, people, times } from "../testing/house.ts";
import { endsAt, finalizableFrom, phaseOf, settleableAt } from "./auctions.ts";
import type { AuctionEvent } from "./chainEvents.ts";
import { ChainState } from "./chainState.ts";

describe("the chain's clock of an auction", () => {
  const bidder = addressOf(people.bob);
  const moves: Record<string, (auctionId: Hex, endsAt: number) => AuctionEvent> = {
    BidPosted: (auctionId, endsAt) => ({ name: "BidPosted", auctionId, bidder, amount: 1n, endsAt }),
    AuctionExtended: (auctionId, endsAt) => ({ name: "AuctionExtended", auctionId, endsAt }),
  };
  for (const [name, move] of Object.entries(moves))
    it(`moves with ${name}, and finalize does not`, () => {
      const { id, terms, event } = auctionOf();
      const state = new ChainState();
      const tell = (event: AuctionEvent, blockNumber: number) =>
        state.apply([{ event, blockNumber, blockHash: "0x01", logIndex: 0, transaction: "0x02" }]);
      const auction = () => {
        const found = state.auction(id);
        if (found === undefined) throw new Error("The auction is unknown.");
        return found;
      };
      const end = Number(terms.end);

      tell(event, 1);
      const finalizable = finalizableFrom(auction(), times);
      expect(endsAt(auction())).to.equal(end);
      tell(move(id, end + 30), 2);
      expect(endsAt(auction())).to.equal(end + 30);
      expect(phaseOf(auction(), end + 29)).to.equal("live");
      expect(phaseOf(auction(), end + 30)).to.equal("ended");
      expect(settleableAt(auction(), times)).to.equal(end + 30 + times.challenge);
      expect(finalizableFrom(auction(), times)).to.equal(finalizable);
    });
});
