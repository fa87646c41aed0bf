import type { Bid, Hasher, OrdersDomain, PlazaDomain } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import type { Reputations } from "./accounts/reputations.ts";
import type { Limits } from "./api/limits.ts";
import type { Metrics } from "./api/metrics.ts";
import type { MarketplaceTimes } from "./domain/auctions.ts";
import { isClosed } from "./domain/closing.ts";
import { type LiveAuction, liveAuction } from "./domain/live.ts";
import { Refusal } from "./domain/refusal.ts";
import type { EndedAuctions } from "./ended.ts";
import type { Breakers } from "./infra/breaker.ts";
import type { Chain } from "./infra/chain/chain.ts";
import type { Finality } from "./infra/chain/follower.ts";
import type { ChainClock } from "./infra/clock.ts";
import type { Database } from "./infra/database/database.ts";
import type { Indexer } from "./infra/indexer.ts";
import type { Logger } from "./infra/logger.ts";
import type { ResolveName } from "./infra/names.ts";
import type { Redis } from "./infra/redis/redis.ts";
import type { Curve } from "./infra/signatures.ts";
import type { ChainWatch, Instance } from "./instance.ts";
import type { LedgerPort } from "./ledger/ledger.ts";
import type { LiveHub } from "./live.ts";
import type { NoticeHub } from "./notices/hub.ts";
import type { NoticeWorker } from "./notices/worker.ts";
import type { OrderKeeper } from "./orders/keeper.ts";
import type { Sessions } from "./sessions/sessions.ts";

/** All that routes use. */
export type Services = {
  domain: PlazaDomain;
  ordersDomain: OrdersDomain;
  /** What prices are in, in lower case. */
  currency: Address;
  hashBid: Hasher<Bid>;
  database: Database;
  ledger: LedgerPort;
  ended: EndedAuctions;
  chain: Chain;
  follower: ChainWatch;
  finality: Finality;
  clock: ChainClock;
  hub: LiveHub;
  worker: Instance["worker"];
  instance: Pick<Instance, "role" | "keys" | "hotBook">;
  notices: NoticeWorker;
  orderKeeper: OrderKeeper;
  noticeHub: NoticeHub;
  sessions: Sessions;
  reputations: Reputations;
  /** Undefined where no name service is configured. */
  resolveName: ResolveName | undefined;
  /** Milliseconds of the wall clock. */
  now: () => number;
  curve: Curve;
  times: MarketplaceTimes;
  limits: Limits;
  breakers: Breakers;
  /** Where one is configured. */
  indexer?: Indexer | undefined;
  redis?: Redis | undefined;
  metrics: Metrics;
  version: string;
  log: Logger;
};

/** Milliseconds without an answer from the chain after which cover and time are anybody's guess. */
const MAX_SILENCE_MS = 15_000;

/** Why nothing is known of the chain. Who does not read it himself hears of no failure, only nothing new. */
export function chainOutage({ failure, silence }: ChainWatch): string | undefined {
  return failure ?? (silence > MAX_SILENCE_MS ? "The chain does not answer." : undefined);
}

/** Why no promise can be made right now; undefined if one can. */
export function outage({ follower, ledger }: Pick<Services, "follower" | "ledger">): string | undefined {
  if (follower.silence > MAX_SILENCE_MS) return "The chain does not answer.";
  if (follower.isBehind && follower.failure !== undefined) return "The chain's events cannot be read.";
  return ledger.isSound ? undefined : "The log could not be written.";
}

/** Throws where no promise can be made right now: cover that is not up to date may have left in the meantime. */
export async function requireService({ follower }: Pick<Services, "follower">): Promise<void> {
  // Each new block leaves the state behind for the moment that it takes to read it. That is waited for, a failure is not.
  if (follower.isBehind || follower.failure !== undefined) await follower.sync().catch(() => {});
  if (follower.silence > MAX_SILENCE_MS || follower.failure !== undefined)
    throw new Refusal("temporarily_unavailable", "The chain does not answer; what is signed cannot be checked.");
}

/**
 * Unix seconds at which a request counts as received. A local chain's time is moved by hand, and only its head tells: there the
 * head is read first.
 */
export async function receiptStamp({ finality, follower, clock }: Services): Promise<number> {
  if (finality === "latest") await follower.sync().catch(() => {});
  return clock.now();
}

type LiveServices = Pick<Services, "ledger" | "ended" | "times" | "clock">;

/** An auction as its watchers see it; undefined if the chain knows none of this id, or it is over and nobody has asked for it lately. */
export function findLive({ ledger, ended, times, clock }: LiveServices, id: Hex): LiveAuction | undefined {
  const { chain, book } = ledger.state;
  const auction = chain.auction(id);
  const known = auction ? { auction, standing: book.standing(id), attempt: book.attempt(id) } : ended.peek(id);
  return known && liveAuction({ ...known, isFinal: chain.isFinallyEnded(known.auction), times, now: clock.now() });
}

/** Whether all that was bid on an auction may be told. Who has lost the writer may not know that it was prolonged. */
export function maximaAreOpen({ ledger, instance }: Pick<Services, "ledger" | "instance">, live: LiveAuction): boolean {
  const { chain, book } = ledger.state;
  return isClosed(live, book.attempt(live.id), instance.role === "seeking" ? undefined : chain.heads);
}

/** Auctions as their watchers see them: those that there are, in the order asked for. */
export async function listLive(services: LiveServices, ids: readonly Hex[]): Promise<LiveAuction[]> {
  const { chain } = services.ledger.state;
  await services.ended.find(ids.filter((id) => chain.auction(id) === undefined));
  return ids.flatMap((id) => findLive(services, id) ?? []);
}

/** An auction, asked for by its id. One that was created a moment ago may not have been read yet: the head is read first. */
export async function requireLive(services: LiveServices & Pick<Services, "follower">, id: Hex): Promise<LiveAuction> {
  const [live] = await listLive(services, [id]);
  if (live) return live;
  await services.follower.sync().catch(() => {});
  const [found] = await listLive(services, [id]);
  if (found) return found;
  throw new Refusal("auction_not_found", `There is no auction ${id}.`, { field: "auctionId" });
}
