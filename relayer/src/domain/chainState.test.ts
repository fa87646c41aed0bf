import { expect } from "chai";
import type { Hex } from "viem";
import { addressOf, auctionOf, NOW, people, times } from "../testing/house.ts";
import { endsAt, finalizableFrom, phaseOf, settleableAt } from "./auctions.ts";
import type { AuctionEvent } from "./chainEvents.ts";
import { ChainState } from "./chainState.ts";
import { NO_FUNDS } from "./funds.ts";

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

describe("auctions that may be over by a time", () => {
  it("are all that are not and whose terms say so, prolonged ones too, however the chain goes on", () => {
    const [first, second, third] = [300, 100, 200].map((seconds, index) =>
      auctionOf({ salt: BigInt(index + 1), end: BigInt(NOW + seconds) }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error("There are three.");
    const state = new ChainState();
    let blockNumber = 0;
    const tell = (...events: AuctionEvent[]) => {
      blockNumber += 1;
      const place = { blockNumber, blockHash: "0x01", transaction: "0x02" } as const;
      state.apply(events.map((event, logIndex) => ({ ...place, event, logIndex })));
    };
    const due = (seconds: number) => state.dueBy(NOW + seconds).map(({ id }) => id);

    tell(first.event, second.event, third.event);
    expect(due(99)).to.deep.equal([]);
    expect(due(200)).to.deep.equal([second.id, third.id]);
    tell({ name: "AuctionExtended", auctionId: third.id, endsAt: NOW + 400 });
    expect(state.dueBy(NOW + 200).map(endsAt)).to.deep.equal([NOW + 100, NOW + 400]);
    tell({ name: "AuctionReturned", auctionId: second.id }, { name: "AuctionCancelled", auctionId: first.id });
    expect(due(300)).to.deep.equal([third.id]);
    tell({ name: "AuctionReturned", auctionId: third.id });
    expect(due(1_000)).to.deep.equal([]);
  });

  it("are known from a summary too, and forgotten with what is", () => {
    const { id, event, terms } = auctionOf();
    const before = new ChainState();
    before.apply([{ event, blockNumber: 1, blockHash: "0x01", logIndex: 0, transaction: "0x02" }]);
    const state = new ChainState(before.summary());
    expect(state.dueBy(Number(terms.end)).map((auction) => auction.id)).to.deep.equal([id]);
    state.forget(id);
    expect(state.dueBy(Number(terms.end))).to.deep.equal([]);
  });
});

describe("a buyout on the chain", () => {
  it("ends the auction for its buyer, who paid from elsewhere than his vault", () => {
    const { id, event } = auctionOf({ buyoutPrice: 200n });
    const state = new ChainState();
    const buyer = addressOf(people.bob);
    const at = { blockHash: "0x01", logIndex: 0, transaction: "0x02" } as const;
    state.apply([
      { ...at, event, blockNumber: 1 },
      {
        ...at,
        event: { name: "AuctionBoughtOut", auctionId: id, buyer, amount: 200n, fee: 10n, royalty: 0n },
        blockNumber: 2,
      },
    ]);
    const auction = state.auction(id);
    expect(auction?.status).to.equal("settled");
    expect(auction?.outcome).to.include({ winner: buyer, amount: 200n, fromVault: false });
    expect(state.funds(buyer)).to.equal(NO_FUNDS);
  });
});
