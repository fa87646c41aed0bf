import {
  auctionId,
  bidTypedData,
  createHasher,
  type OrdersDomain,
  type PlazaDomain,
  packAuctionRules,
  withdrawalRequestTypedData,
} from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { Reputations } from "../accounts/reputations.ts";
import { createApp } from "../api/app.ts";
import { type LimitSettings, Limits } from "../api/limits.ts";
import { Metrics } from "../api/metrics.ts";
import type { KnownTerms, MarketplaceTimes } from "../domain/auctions.ts";
import type { AuctionEvent, VaultEvent } from "../domain/chainEvents.ts";
import { statusOf } from "../domain/live.ts";
import { EndedAuctions } from "../ended.ts";
import { Breakers } from "../infra/breaker.ts";
import type { Finality, Follower } from "../infra/chain/follower.ts";
import { ChainClock } from "../infra/clock.ts";
import type { Database } from "../infra/database/database.ts";
import { claimDatabase } from "../infra/database/identity.ts";
import { keccak256 } from "../infra/keccak.ts";
import { createLogger } from "../infra/logger.ts";
import type { ResolveName } from "../infra/names.ts";
import { localSender } from "../infra/sender.ts";
import { nativeCurve } from "../infra/signatures.ts";
import { localSigner } from "../infra/signer.ts";
import { auctionsOf, openWriting } from "../instance.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { SettlementLog } from "../ledger/settlementLog.ts";
import { LiveHub } from "../live.ts";
import { NoticeHub } from "../notices/hub.ts";
import type { tellEvent } from "../notices/tellEvent.ts";
import { NoticeWorker } from "../notices/worker.ts";
import { OrderKeeper } from "../orders/keeper.ts";
import { noProbe, type Probe } from "../probe.ts";
import { Secret } from "../secret.ts";
import { outage, type Services } from "../services.ts";
import { Sessions } from "../sessions/sessions.ts";
import type { SettlementWorker } from "../settlement/worker.ts";
import { emptyDatabase } from "./database.ts";
import { FakeChain } from "./fakeChain.ts";

const keyOf = (byte: string): Hex => `0x${byte.repeat(32)}`;

/** Who acts in the tests. */
export const people = {
  seller: privateKeyToAccount(keyOf("a1")),
  alice: privateKeyToAccount(keyOf("a2")),
  bob: privateKeyToAccount(keyOf("a3")),
  carol: privateKeyToAccount(keyOf("a4")),
};

/** Lower case, as the relayer holds addresses. */
export const addressOf = (account: PrivateKeyAccount): Address => account.address.toLowerCase() as Address;

export const domain: PlazaDomain = { chainId: 31337, marketplace: "0x00000000000000000000000000000000000000aa" };
export const times: MarketplaceTimes = { challenge: 5, grace: 120, extensionLimit: 60, extensionWindow: 10 };

export const ordersDomain: OrdersDomain = { chainId: 31337, orders: "0x00000000000000000000000000000000000000cc" };
export const currency: Address = "0x00000000000000000000000000000000000000dd";

/** When the tests' chain begins. */
export const NOW = 1_800_000_000;

const curve = nativeCurve();

/** The relayer's own keys. */
export const signers = {
  settler: localSigner(curve, new Secret(keyOf("b1"))),
  receiptSigner: localSigner(curve, new Secret(keyOf("b2"))),
  sender: localSender(new Secret(keyOf("b3")), domain),
};

/** Terms of an auction that runs from now on, and its id. */
export function auctionOf(changes: Partial<KnownTerms> = {}): { id: Hex; terms: KnownTerms; event: AuctionEvent } {
  const parts = {
    seller: addressOf(people.seller),
    token: "0x00000000000000000000000000000000000000bb" as Address,
    tokenId: 1n,
    quantity: 1n,
    startPrice: 100n,
    reservePrice: 0n,
    start: BigInt(NOW),
    end: BigInt(NOW + 600),
    incrementBps: 500n,
    buyoutPrice: 0n,
    maxRoyaltyBps: 0n,
    salt: 1n,
    ...changes,
  };
  const terms = { ...parts, rules: packAuctionRules(parts) };
  const id = auctionId(domain, terms);
  return { id, terms, event: { name: "AuctionCreated", auctionId: id, terms } };
}

export const depositOf = (account: PrivateKeyAccount, amount: bigint): VaultEvent => ({
  name: "Deposited",
  account: addressOf(account),
  amount,
});

/** A bid's body, signed. */
export async function signedBid(account: PrivateKeyAccount, id: Hex, maxAmount: bigint, signedDomain = domain) {
  const message = { auctionId: id, bidder: addressOf(account), maxAmount };
  const signature = await account.signTypedData(bidTypedData(signedDomain, message));
  return { ...message, signature, proxy: false };
}

/** A withdrawal request, signed. */
export async function signedRequest(account: PrivateKeyAccount, amount: bigint, issuedAt = NOW, recipient?: Address) {
  const message = { account: addressOf(account), amount, recipient: recipient ?? addressOf(account) };
  const signature = await account.signTypedData(
    withdrawalRequestTypedData(domain, { ...message, issuedAt: BigInt(issuedAt) }),
  );
  return { ...message, issuedAt, signature };
}

export type House = Services &
  typeof signers & {
    chain: FakeChain;
    ledger: Ledger;
    follower: Follower;
    worker: SettlementWorker;
    app: ReturnType<typeof createApp>;
    settlements: SettlementLog;
    /** Moves the wall clock of worker and chain clock. */
    pass(milliseconds: number): void;
  };

export type HouseOptions = {
  chain?: FakeChain;
  database?: Database;
  probe?: Probe;
  finality?: Finality;
  settlementSeconds?: number;
  limits?: Partial<LimitSettings>;
  tell?: typeof tellEvent;
  resolveName?: ResolveName;
  /** Milliseconds of the wall clock, where the tests' own does not do: whoever asks has a clock too. */
  now?: () => number;
  /** Auctions that are over for good and stay in memory, and events between two summaries. */
  keptEnded?: number;
  summaryEvents?: number;
};

/** Seconds after which a settlement counts as delayed. */
export const SETTLEMENT_DELAY = 300;

/** A whole relayer on a chain in memory, which moves only when told to: no server, no timers. */
export async function openHouse({
  chain = new FakeChain(domain, times, NOW),
  database,
  probe = noProbe,
  finality = "latest",
  settlementSeconds = 600,
  limits,
  tell,
  resolveName,
  now: given,
  keptEnded,
  summaryEvents,
}: HouseOptions = {}): Promise<House> {
  const opened = database ?? (await emptyDatabase());
  const log = createLogger("silent");
  let wall = 0;
  const clock = new ChainClock(() => wall);
  const hub = new LiveHub((id) => statusOf(ledger.state, id, clock.now()));
  const { ledger, settlements, worker, follower } = await openWriting(
    {
      ...{ domain, chain, clock, finality, times, probe, log, settlementSeconds, ...signers },
      database: opened,
      nonceEpoch: await claimDatabase(opened, domain),
      startBlock: 0,
      wall: () => wall,
      random: () => 0,
      bumpAfterMs: 30_000,
      resendAfterMs: 5_000,
      keptEnded,
      summaryEvents,
    },
    (change) => hub.changed(auctionsOf(change)),
  );
  const noticeHub = new NoticeHub();
  const now = given ?? (() => NOW * 1000 + wall);
  const reputations = new Reputations({
    ...{ database: opened, now },
    outage: () => outage({ follower, ledger }),
  });
  const notices = new NoticeWorker({
    ...{ domain, ledger, chain, hub: noticeHub, log, times, delay: SETTLEMENT_DELAY },
    database: opened,
    wall: () => wall,
    random: () => 0,
    ...(tell ? { tell } : {}),
    onTrade: (parties) => reputations.invalidate(parties),
  });
  const orderKeeper = new OrderKeeper({ ledger, chain, log, database: opened, wall: now });
  const sessions = await Sessions.open({
    ...{ database: opened, chain, chainId: domain.chainId, curve, sites: ["plaza.example"], now, log },
    onEnd: (account, session) => noticeHub.closeSessions(account, (id) => session === undefined || id === session),
  });
  await follower.sync();
  const services = {
    ...{ domain, ledger, chain, follower, finality, clock, hub, worker, curve, times, log },
    ...{ notices, orderKeeper, noticeHub, sessions, reputations, resolveName, now, ordersDomain, currency },
    instance: { role: "alone" as const, keys: signers },
    hashBid: createHasher(domain, "Bid", keccak256),
    database: opened,
    ended: new EndedAuctions(opened, ledger),
    version: "0.0.0",
    limits: new Limits(limits),
    breakers: new Breakers(),
    metrics: new Metrics(),
  };
  services.metrics.observe(services);
  return {
    ...services,
    ...signers,
    chain,
    settlements,
    app: createApp(services),
    pass(milliseconds) {
      wall += milliseconds;
    },
  };
}
