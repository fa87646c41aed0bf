import { expect } from "chai";
import { Book } from "../domain/book.ts";
import type { SettlementAttempt } from "../domain/settlements.ts";
import { addressOf, people } from "../testing/house.ts";
import { at, attemptOf, carolsWithdrawal, id, OPEN, openWithBids } from "../testing/settling.ts";
import { isLeader } from "./choice.ts";

describe("the leader of an auction", () => {
  it("is its best bid, whose money was reserved all along, until somebody else is being settled with", async () => {
    const house = await openWithBids();
    const { standing } = house.ledger.state.book.entry(id);
    const carols = { ...standing.top, auctionId: id, sequence: 2 } as Parameters<typeof isLeader>[1];
    expect(isLeader(house.ledger.state, carols)).to.equal(true);
    house.chain.mine({ events: [carolsWithdrawal] });
    await at(house, OPEN);
    const attempt = attemptOf(house) as SettlementAttempt;
    expect(attempt.plan).to.include({ kind: "settle", winner: addressOf(people.bob) });
    const book = new Book();
    book.setStanding(id, standing);
    const leads = (next: SettlementAttempt) => {
      book.setAttempt(next);
      return isLeader({ book }, carols);
    };
    // Her cover was free from the moment that Bob was chosen, also once that came to nothing.
    expect(leads({ ...attempt, state: "failed" })).to.equal(false);
    const plan = attempt.plan as Extract<SettlementAttempt["plan"], { kind: "settle" }>;
    expect(leads({ ...attempt, plan: { ...plan, bid: null } })).to.equal(false);
    expect(leads({ ...attempt, plan: { ...plan, bid: { maxAmount: 105n, sequence: 2, signature: "0x" } } })).to.equal(
      true,
    );
    expect(leads({ ...attempt, plan: { kind: "announce" } }), "finalizing follows what failed").to.equal(false);
  });
});
