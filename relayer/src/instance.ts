import type { Hex } from "viem";
import type { HotBookUse } from "./cluster/hotBook/hotBook.ts";
import { refuseLate } from "./domain/closing.ts";
import { Refusal } from "./domain/refusal.ts";
import type { SettleReport } from "./domain/settleReport.ts";
import { type Finality, Follower } from "./infra/chain/follower.ts";
import type { ChainClock } from "./infra/clock.ts";
import type { Database } from "./infra/database/database.ts";
import type { Sender } from "./infra/sender.ts";
import type { Signer } from "./infra/signer.ts";
import { type Job, Ledger, type LedgerOptions, type LedgerPort } from "./ledger/ledger.ts";
import type { Change } from "./ledger/replica.ts";
import { SettlementLog } from "./ledger/settlementLog.ts";
import { requireService } from "./services.ts";
import { SettlementWorker, type WorkerOptions } from "./settlement/worker.ts";

/** Everything of which there is one for a Marketplace: the one writer, who follows the chain and settles. */
export type Writing = {
  ledger: Ledger;
  settlements: SettlementLog;
  follower: Follower;
  worker: SettlementWorker;
  /** Unix seconds by the clock that judges what others stamp. */
  now(): number;
  /** Does what another instance asks, whose checks were done there. */
  submit(job: Job): Promise<unknown>;
  /** Takes the next step of one auction's end now, and says what came of it. */
  settle(auctionId: Hex): Promise<SettleReport>;
  /** Reads the chain and settles from now on. Call what is returned to stop. */
  start(pollMs: number): () => Promise<void>;
};

export type WritingOptions = Omit<LedgerOptions, "onChange"> &
  Omit<WorkerOptions, "ledger" | "settlements" | "database"> & {
    clock: ChainClock;
    finality: Finality;
    startBlock: number;
  };

/**
 * Makes the writer's parts, with the state read from the database; nothing moves yet.
 *
 * @param tell - Called with each change once it is durable.
 */
export async function openWriting(options: WritingOptions, tell: (change: Change) => void): Promise<Writing> {
  const { domain, settler } = options;
  const ledger = await Ledger.open({
    ...options,
    onChange: (ids, more) => tell({ ...more, auctions: [...ids].map((id) => [id, ledger.state.book.entry(id)]) }),
  });
  const settlements = new SettlementLog(ledger, domain, settler);
  const worker = new SettlementWorker({ ...options, ledger, settlements });
  let isStarted = false;
  const follower = new Follower({
    ...options,
    sink: {
      get state() {
        return ledger.state;
      },
      applyChain: (update) => ledger.applyChain(update),
      advance(heads) {
        ledger.advance(heads);
        tell({ heads });
      },
    },
    onHead: () => {
      if (isStarted) void worker.tick();
    },
  });
  return {
    ...{ ledger, settlements, follower, worker },
    now: () => options.clock.now(),
    async submit(job) {
      // By the clock as it is when the job comes in: what waits here is not late.
      const refusal = job.kind === "bid" ? refuseLate(job.receivedAt, options.clock.now()) : undefined;
      if (refusal) throw refusal;
      // A reader hears of no failure, only nothing new: whether promises can be made is for who reads the chain to say.
      await requireService({ follower });
      return ledger.submit(job);
    },
    async settle(auctionId) {
      await follower.sync().catch((cause: unknown) => {
        throw new Refusal("temporarily_unavailable", "The chain cannot be read.", { cause });
      });
      return worker.settle(auctionId);
    },
    start(pollMs) {
      isStarted = true;
      follower.start(pollMs);
      worker.start(pollMs);
      return async () => {
        await worker.stop();
        await follower.stop();
      };
    },
  };
}

/** Makes the writer's parts on a database, or on what of it this process may still change. */
export type OpenWriting = (database: Database, tell: (change: Change) => void) => Promise<Writing>;

/** What this process is to the bid log: `alone` and `writer` write it, a `reader` hands on what it is asked, and who is `seeking` knows no writer. */
export type Role = "alone" | "writer" | "reader" | "seeking";

/** What everybody may know of a writer's keys: whose signatures settlements and receipts carry, and who pays for gas. */
export type KeyNames = {
  settler: Pick<Signer, "address" | "signerHash">;
  receiptSigner: Pick<Signer, "address">;
  sender: Pick<Sender, "address">;
};

export const namesOf = ({ settler, receiptSigner, sender }: KeyNames): KeyNames => ({
  settler: { address: settler.address, signerHash: settler.signerHash },
  receiptSigner: { address: receiptSigner.address },
  sender: { address: sender.address },
});

/** The bid log as one process sees it, wherever its writer is. */
export type Instance = {
  readonly role: Role;
  /** Of who writes, or wrote last. */
  readonly keys: KeyNames;
  /** What the hot book is to it; undefined where there is none. */
  readonly hotBook?: HotBookUse | undefined;
  ledger: LedgerPort;
  follower: ChainWatch;
  worker: Pick<SettlementWorker, "report">;
  settle: Writing["settle"];
  close(): Promise<void>;
};

/** How far the chain is followed. */
export type ChainWatch = Pick<Follower, "silence" | "isBehind" | "failure" | "sync">;

/** The auctions that a change touched. */
export const auctionsOf = ({ auctions = [] }: Change): Set<Hex> => new Set(auctions.map(([id]) => id));

/** An instance that shares its database with nobody. */
export async function startAlone(
  database: Database,
  open: OpenWriting,
  { keys, pollMs, onChange }: { keys: KeyNames; pollMs: number; onChange: (auctions: Set<Hex>) => void },
): Promise<Instance> {
  const writing = await open(database, (change) => onChange(auctionsOf(change)));
  await writing.follower.sync();
  const stop = writing.start(pollMs);
  return {
    role: "alone",
    keys,
    ...writing,
    async close() {
      await stop();
      await writing.ledger.close();
    },
  };
}
