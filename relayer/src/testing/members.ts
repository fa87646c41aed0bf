import { createHasher } from "@plaza/sdk";
import { Reputations } from "../accounts/reputations.ts";
import { createApp } from "../api/app.ts";
import { Limits } from "../api/limits.ts";
import { Metrics } from "../api/metrics.ts";
import type { HotBook } from "../cluster/hotBook/hotBook.ts";
import { Member } from "../cluster/member.ts";
import { statusOf } from "../domain/live.ts";
import { EndedAuctions } from "../ended.ts";
import { Breakers } from "../infra/breaker.ts";
import type { Finality } from "../infra/chain/follower.ts";
import { ChainClock } from "../infra/clock.ts";
import { openDatabase } from "../infra/database/database.ts";
import { claimDatabase } from "../infra/database/identity.ts";
import { migrate } from "../infra/database/migrate.ts";
import { keccak256 } from "../infra/keccak.ts";
import { createLogger } from "../infra/logger.ts";
import { nativeCurve } from "../infra/signatures.ts";
import { namesOf, type OpenWriting, openWriting } from "../instance.ts";
import { LiveHub } from "../live.ts";
import { NoticeHub } from "../notices/hub.ts";
import { NoticeWorker } from "../notices/worker.ts";
import { OrderKeeper } from "../orders/keeper.ts";
import { noProbe, type Probe } from "../probe.ts";
import type { ProcessRole } from "../roles.ts";
import { outage, type Services } from "../services.ts";
import { Sessions } from "../sessions/sessions.ts";
import type { FakeChain } from "./fakeChain.ts";
import { currency, domain, ordersDomain, signers, times } from "./house.ts";

/** One of several relayers over one server, on a chain in memory. */
export type TestMember = Services & {
  member: Member;
  app: ReturnType<typeof createApp>;
  chain: FakeChain;
  close(): Promise<void>;
};

const POLL_MS = 20;

const generous = { reads: 1e9, bids: 1e9, accountWrites: 1e9, streams: 1e9 };

/**
 * Joins the other members over a database.
 *
 * @param url - Of the database that they share.
 * @param relayed - Where this one reaches it, if elsewhere.
 */
export async function joinMembers(
  {
    url,
    chain,
    relayed = url,
    finality = "latest",
    role = "all",
    pollMs = POLL_MS,
    hotBook,
    wall = () => 0,
  }: {
    url: string;
    chain: FakeChain;
    relayed?: string;
    finality?: Finality;
    role?: ProcessRole;
    pollMs?: number;
    hotBook?: HotBook;
    /** Milliseconds of its own. */
    wall?: () => number;
  },
  probe: Probe = noProbe,
): Promise<TestMember> {
  const log = createLogger("silent");
  const database = await openDatabase(relayed, { connections: 4, statementMs: 3_000 });
  await migrate(database);
  const clock = new ChainClock(wall);
  const hub = new LiveHub((id) => statusOf(member.ledger.state, id, clock.now()));
  const curve = nativeCurve();
  const nonceEpoch = await claimDatabase(database, domain);
  const open: OpenWriting = (own, tell) =>
    openWriting(
      {
        ...{ domain, chain, clock, times, probe, log, nonceEpoch, finality, ...signers },
        ...{ database: own, startBlock: 0, settlementSeconds: 600, wall: Date.now, random: () => 0 },
        ...{ bumpAfterMs: 30_000, resendAfterMs: 5_000 },
      },
      tell,
    );
  const member: Member = await Member.join({
    ...{ url: relayed, database, log, hotBook, pollMs },
    candidate: role === "api" ? undefined : { host: "127.0.0.1", open, keys: namesOf(signers) },
    onChange: (ids) => hub.changed(ids),
    onHeads: ({ head }, isRewound) => clock.observe(head, isRewound),
    onNow: (now) => clock.follow(now),
  });
  const noticeHub = new NoticeHub();
  const notices = new NoticeWorker({
    ...{ domain, ledger: member.ledger, chain, database, hub: noticeHub, log, times, delay: 300 },
    ...{ wall: Date.now, random: () => 0 },
  });
  const sessions = await Sessions.open({
    ...{ database, chain, chainId: domain.chainId, curve, sites: [], now: Date.now, log },
    onEnd: () => {},
  });
  const { ledger, follower } = member;
  const reputations = new Reputations({
    ...{ database, now: Date.now },
    outage: () => outage({ follower, ledger }),
  });
  const orderKeeper = new OrderKeeper({ ledger, chain, log, database, wall: Date.now });
  const services: Services = {
    ...{ orderKeeper, ordersDomain, currency },
    ...{ notices, noticeHub, sessions, reputations, resolveName: undefined, now: Date.now },
    ...{ domain, chain, clock, hub, curve, times, log, database, finality },
    ...{ ledger: member.ledger, follower: member.follower, worker: member.worker, instance: member },
    ended: new EndedAuctions(database, ledger),
    hashBid: createHasher(domain, "Bid", keccak256),
    version: "0.0.0",
    breakers: new Breakers(),
    limits: new Limits(generous),
    metrics: new Metrics(),
  };
  services.metrics.observe(services);
  return {
    ...services,
    member,
    chain,
    app: createApp(services),
    async close() {
      hub.close();
      await member.close();
      await database.close();
    },
  };
}
