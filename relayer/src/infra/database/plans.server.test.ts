import { expect } from "chai";
import type { Address, Hex } from "viem";
import { testPostgres } from "../../testing/serverHooks.ts";
import {
  bestBid,
  bestBidOf,
  findBid,
  findBidAt,
  findExtension,
  findStandings,
  listBidSigners,
  listBids,
} from "./bids.ts";
import { findChainEvent, findDepositor, listEventsOf, listEventsOfAuctions } from "./chainEvents.ts";
import { findLeadersBefore, listBidders, listContests, listWatchers } from "./contenders.ts";
import { type Database, openDatabase, type Queries } from "./database.ts";
import { countListingTexts, findListingTexts } from "./listingTexts.ts";
import { migrate } from "./migrate.ts";
import { countUnread, lastSequences, listNewestNotices, listNoticesAfter, markRead } from "./notices.ts";
import {
  claimDueOrders,
  countLiveOrders,
  findOrder,
  listFilled,
  listOrders,
  touchExpiredOrders,
  touchOrdersOf,
} from "./orders.ts";
import { claimBids, claimEvent, claimOffer, dueAuctions, dueEvents, dueOffers, postponeBids } from "./outbox.ts";
import { findNames, findProfile } from "./profiles.ts";
import { findTrade, listDeeds, listReviews } from "./reviews.ts";
import {
  endSessionsOf,
  findSession,
  findTokensSession,
  sweepSessions,
  takeNonce,
  useRefreshToken,
} from "./sessions.ts";
import { countSentFailures, findAttempts } from "./settlements.ts";
import { listWatches } from "./watches.ts";
import { findWithdrawal } from "./withdrawals.ts";

const id: Hex = `0x${"01".repeat(32)}`;
const account: Address = `0x${"02".repeat(20)}`;
const ranges = [{ auctionId: id, first: 2, last: 3 }];
const anything = { kind: undefined, maker: undefined, token: undefined, tokenIds: undefined, status: undefined };
const page = { sort: "newest", after: undefined, limit: 50 } as const;
const byPrice = { sort: "price_low", after: { price: 1n, number: 1 }, limit: 50 } as const;

/** Everything that is asked for each request, bid, block or tick. What is asked once at start, such as the whole state, is not here. */
const hot: Record<string, (queries: Queries) => Promise<unknown>> = {
  findBid: (queries) => findBid(queries, id),
  findBidAt: (queries) => findBidAt(queries, id, 1),
  findExtension: (queries) => findExtension(queries, id, 1),
  listBids: (queries) => listBids(queries, { auctionId: id, after: 1, limit: 100 }),
  bestBid: (queries) => bestBid(queries, id, [account]),
  bestBidOf: (queries) => bestBidOf(queries, { auctionId: id, bidder: account, upTo: 1n }),
  listBidSigners: (queries) => listBidSigners(queries, id, account),
  listContests: (queries) => listContests(queries, ranges),
  findLeadersBefore: (queries) => findLeadersBefore(queries, ranges),
  listBidders: (queries) => listBidders(queries, id),
  listWatchers: (queries) => listWatchers(queries, [id]),
  listWatches: (queries) => listWatches(queries, account, 100),
  findChainEvent: (queries) => findChainEvent(queries, { blockNumber: 1, logIndex: 1 }),
  listEventsOf: (queries) => listEventsOf(queries, "AuctionCreated", [id]),
  listEventsOfAuctions: (queries) => listEventsOfAuctions(queries, [id]),
  findStandings: (queries) => findStandings(queries, [id]),
  findAttempts: (queries) => findAttempts(queries, [id]),
  findDepositor: (queries) => findDepositor(queries, { token: account, tokenId: 1n }),
  dueAuctions: (queries) => dueAuctions(queries, 1, 64),
  claimBids: (queries) => claimBids(queries, [id]),
  postponeBids: (queries) => postponeBids(queries, { auctionId: id, attempts: 1 }, 1),
  dueEvents: (queries) => dueEvents(queries, { now: 1, final: 1, limit: 64 }),
  claimEvent: (queries) => claimEvent(queries, { blockNumber: 1, logIndex: 1, attempts: 0 }),
  dueOffers: (queries) => dueOffers(queries, 1, 64),
  claimOffer: (queries) => claimOffer(queries, { orderId: id, attempts: 0 }),
  listNewestNotices: (queries) => listNewestNotices(queries, account, 50),
  listNoticesAfter: (queries) => listNoticesAfter(queries, { account, after: 1, limit: 100 }),
  countUnread: (queries) => countUnread(queries, account),
  markRead: (queries) => markRead(queries, { account, from: 1, to: 2, at: 1 }),
  lastSequences: (queries) => lastSequences(queries, [account]),
  findProfile: (queries) => findProfile(queries, account),
  findNames: (queries) => findNames(queries, [account]),
  findListingTexts: (queries) => findListingTexts(queries, [1n]),
  countListingTexts: (queries) => countListingTexts(queries, account),
  findTrade: (queries) => findTrade(queries, "trade"),
  listReviews: (queries) => listReviews(queries, account, 50),
  listDeeds: (queries) => listDeeds(queries, account),
  takeNonce: (queries) => takeNonce(queries, "nonce", 1),
  findSession: (queries) => findSession(queries, "session", 1),
  useRefreshToken: (queries) => useRefreshToken(queries, "hash", 1),
  findTokensSession: (queries) => findTokensSession(queries, "hash"),
  endSessionsOf: (queries) => endSessionsOf(queries, account, 1),
  sweepSessions: (queries) => sweepSessions(queries, 1),
  findWithdrawal: (queries) => findWithdrawal(queries, id),
  countSentFailures: (queries) => countSentFailures(queries, id, ["reverted"]),
  findOrder: (queries) => findOrder(queries, id),
  countLiveOrders: (queries) => countLiveOrders(queries, account),
  claimDueOrders: (queries) => claimDueOrders(queries, { now: 1, lease: 2, limit: 64 }),
  touchOrdersOf: (queries) => touchOrdersOf(queries, [account]),
  touchExpiredOrders: (queries) => touchExpiredOrders(queries, 1),
  listFilled: (queries) => listFilled(queries, [id], 1),
  "listOrders of all": (queries) => listOrders(queries, { ...anything, status: "open" }, page),
  "listOrders of a maker": (queries) => listOrders(queries, { ...anything, maker: account }, page),
  "listOrders of a collection, by price": (queries) =>
    listOrders(queries, { ...anything, token: account, status: "open" }, byPrice),
};

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Recheck Cond"?: string;
  Plans?: Plan[];
};

/** How tables are read that a condition of an index does not narrow. */
function widely(plan: Plan): string[] {
  const { "Node Type": type, "Relation Name": table, "Index Cond": index, "Recheck Cond": recheck, Plans = [] } = plan;
  const isNarrow = table === undefined || type === "ModifyTable" || index !== undefined || recheck !== undefined;
  return [...(isNarrow ? [] : [`${type} on ${table}`]), ...Plans.flatMap(widely)];
}

describe("plans of queries", () => {
  let database: Database;
  before(async () => {
    database = await openDatabase(await testPostgres().createDatabase("plans"), { connections: 1 });
    await migrate(database);
  });
  after(() => database.close());

  /** What a query asks, without asking it. */
  async function statementsOf(ask: (queries: Queries) => Promise<unknown>) {
    const statements: { sql: string; parameters: unknown[] }[] = [];
    await ask({
      async query(sql, parameters = []) {
        statements.push({ sql, parameters });
        return [];
      },
      append: () => Promise.reject(new Error("What is appended is not looked for.")),
      script: () => Promise.reject(new Error("Scripts have no plan.")),
    });
    return statements;
  }

  /** Small tables are read whole, for themselves or to be joined: told not to, the server does so only where no index helps. */
  const explain = (sql: string, parameters: unknown[]) =>
    database.transaction(async (queries) => {
      for (const way of ["seqscan", "mergejoin", "hashjoin"]) await queries.script(`SET LOCAL enable_${way} = off`);
      const [row] = await queries.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
      if (row === undefined) throw new Error("There is no plan.");
      return row["QUERY PLAN"][0].Plan;
    });

  for (const [name, ask] of Object.entries(hot))
    it(`${name} finds its rows by an index`, async () => {
      const statements = await statementsOf(ask);
      expect(statements).not.to.deep.equal([]);
      for (const { sql, parameters } of statements)
        expect(widely(await explain(sql, parameters)), sql).to.deep.equal([]);
    });

  it("would be noticed without an index", async () => {
    expect(widely(await explain("SELECT * FROM bids WHERE signature = $1", ["0x"]))).to.deep.equal([
      "Seq Scan on bids",
    ]);
  });
});
