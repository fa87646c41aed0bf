import type { Hex } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import type { CosignedWithdrawal } from "../domain/book.ts";
import type { Cancellation } from "../domain/cancellations.ts";
import type { Heads } from "../domain/chainState.ts";
import { refuseBid } from "../domain/decide.ts";
import { Refusal } from "../domain/refusal.ts";
import type { SettleReport } from "../domain/settleReport.ts";
import type { Database } from "../infra/database/database.ts";
import type { Logger } from "../infra/logger.ts";
import {
  auctionsOf,
  type ChainWatch,
  type Instance,
  type KeyNames,
  type OpenWriting,
  type Role,
  type Writing,
} from "../instance.ts";
import type { Job, LedgerPort } from "../ledger/ledger.ts";
import { Replica } from "../ledger/replica.ts";
import { loadStateBeside } from "../ledger/state.ts";
import type { WorkerReport } from "../settlement/worker.ts";
import { CatchUp } from "./hotBook/catchUp.ts";
import type { HotBook, HotBookUse } from "./hotBook/hotBook.ts";
import { HotBookTeller } from "./hotBook/teller.ts";
import { acquireLease, fenced, findLeader, type Leader, type Lease } from "./lease.ts";
import { PeerLink } from "./peerLink.ts";
import { listenForPeers, type PeerServer } from "./peerServer.ts";

export type MemberOptions = {
  /** URL of the database that the instances share. */
  url: string;
  database: Database;
  /** What this instance writes with, should it become the writer; undefined where it has no keys and never does. */
  candidate: Candidate | undefined;
  /** Where the writer tells its standings to instances without a connection to it. */
  hotBook?: HotBook | undefined;
  /** Called with the auctions that changed, whoever changed them. */
  onChange: (auctions: Set<Hex>) => void;
  /** Called with the chain's heads where another instance reads them. */
  onHeads: (heads: Heads, isRewound: boolean) => void;
  /** Called with the time by the writer's clock, once its heads are known. */
  onNow: (now: number) => void;
  pollMs: number;
  log: Logger;
};

/** An instance that may become the writer. */
export type Candidate = {
  /** Private address of this instance, for the others. */
  host: string;
  open: OpenWriting;
  keys: KeyNames;
};

/** How long to wait before the writer's place is tried for again. */
const RETRY_MS = 200;

type Writer = { role: "writer"; writing: Writing };
type Reader = { role: "reader"; link: PeerLink; replica: Replica };
type Present = Writer | Reader | { role: "seeking" };

/**
 * One of several instances over one database. One of them writes; the others do what is costly for each request, hand it to the
 * writer, and answer once it is durable. When the writer is lost, one of them takes its place.
 */
export class Member implements Instance {
  readonly #options: MemberOptions;
  /** Where others reach this instance, if it may become the writer. */
  readonly #peers: PeerServer | undefined;
  /** What was seen last, by whichever part; read-only requests are answered from it while a writer is sought. */
  #replica: Replica;
  #present: Present = { role: "seeking" };
  #keys: KeyNames | undefined;
  #headsAt: number | undefined;
  #explained: string | undefined;
  /** Who was the writer last, as far as this instance knows. */
  #leader: Leader | undefined;
  readonly #catchUp: CatchUp;
  #teller: HotBookTeller | undefined;
  #stopped = false;
  #stop: () => void = () => {};
  readonly #stopping: Promise<void>;
  #life: Promise<void> = Promise.resolve();

  readonly ledger: LedgerPort;
  readonly follower: ChainWatch;
  readonly worker: { report(): WorkerReport };

  private constructor(options: MemberOptions, peers: PeerServer | undefined, replica: Replica) {
    this.#options = options;
    this.#keys = options.candidate?.keys;
    this.#catchUp = new CatchUp(options.hotBook, options.log);
    this.#peers = peers;
    this.#replica = replica;
    this.#stopping = new Promise((resolve) => {
      this.#stop = resolve;
    });
    this.ledger = this.#ledgerPort();
    this.follower = this.#chainWatch();
    this.worker = {
      report: () =>
        this.#present.role === "writer"
          ? this.#present.writing.worker.report()
          : { inFlight: 0, waiting: 0, lastError: null },
    };
  }

  /** Joins the other instances, or becomes the first. Resolves once there is a writer. */
  static async join(options: MemberOptions): Promise<Member> {
    const peers = options.candidate && (await listenForPeers(options.candidate.host));
    try {
      const replica = new Replica(options, await loadStateBeside(options.database, undefined));
      const member = new Member(options, peers, replica);
      const ready = new Promise<void>((resolve) => {
        member.#life = member.#live(resolve);
      });
      await Promise.race([ready, member.#life]);
      return member;
    } catch (error) {
      await peers?.close();
      throw error;
    }
  }

  get role(): Role {
    return this.#present.role;
  }

  get keys(): KeyNames {
    if (this.#keys === undefined) throw new Error("No writer is known yet.");
    return this.#keys;
  }

  /** What the hot book is to this instance; undefined where there is none. */
  get hotBook(): HotBookUse | undefined {
    if (this.#options.hotBook === undefined) return undefined;
    if (this.#present.role === "writer") return this.#teller?.isWhole ? "told" : "telling";
    if (this.#present.role === "reader") return "spare";
    return this.#catchUp.isByHotBook ? "read" : "untrusted";
  }

  /** Takes the next step of one auction's end now, here or at whoever writes. */
  settle(auctionId: Hex): Promise<SettleReport> {
    const present = this.#present;
    if (present.role === "seeking") return Promise.reject(seeking());
    return present.role === "writer" ? present.writing.settle(auctionId) : present.link.settle(auctionId);
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#stop();
    await this.#life;
    await this.#peers?.close();
  }

  async #live(onReady: () => void): Promise<void> {
    while (!this.#stopped) {
      try {
        if (!(await this.#tryToLead(onReady))) await this.#follow(onReady);
      } catch (error) {
        this.#explain(error);
      }
      this.#present = { role: "seeking" };
      if (this.#stopped) return;
      void this.#catchUp.run(this.#replica, this.#leader, () => !this.#stopped && this.role === "seeking");
      await this.#pause();
    }
  }

  /** Says why there is no writer, once as long as the reason stays the same. */
  #explain(error: unknown): void {
    const reason = String(error);
    if (this.#stopped || reason === this.#explained) return;
    this.#explained = reason;
    this.#options.log.warn({ err: error }, "no writer yet");
  }

  /** Writes, if nobody else does, until the lease ends. Returns whether it did. */
  async #tryToLead(onReady: () => void): Promise<boolean> {
    const { url, candidate } = this.#options;
    if (candidate === undefined || this.#peers === undefined) return false;
    const lease = await acquireLease(url, { address: this.#peers.address, keys: candidate.keys });
    if (lease) await this.#lead(lease, candidate, this.#peers, onReady);
    return lease !== undefined;
  }

  async #lead(lease: Lease, { open, keys }: Candidate, peers: PeerServer, onReady: () => void): Promise<void> {
    const { database, pollMs, log, onChange, hotBook } = this.#options;
    const { epoch } = lease;
    let stop = async () => {};
    let writing: Writing | undefined;
    let teller: HotBookTeller | undefined;
    try {
      const own = fenced(database, epoch, () => void lease.release());
      writing = await open(own, (change) => {
        peers.tell(change);
        teller?.changed(auctionsOf(change));
        onChange(auctionsOf(change));
      });
      const { ledger, follower, now } = writing;
      await follower.sync();
      if (hotBook) teller = new HotBookTeller(hotBook, lease, () => ledger.state, log);
      this.#teller = teller;
      this.#present = { role: "writer", writing };
      this.#keys = keys;
      this.#explained = undefined;
      peers.serve({
        token: lease.token,
        submit: writing.submit,
        sync: () => follower.sync(),
        settle: writing.settle,
        greeting: () => ({
          reload: true,
          heads: ledger.state.chain.heads,
          isSound: ledger.isSound,
          now: now(),
        }),
      });
      stop = writing.start(pollMs);
      log.info({ epoch, address: lease.address }, "this instance writes");
      onReady();
      await Promise.race([lease.ended, this.#stopping]);
      log.info({ epoch }, "this instance writes no more");
    } finally {
      this.#present = { role: "seeking" };
      this.#replica = new Replica(this.#replicaOptions(), writing?.ledger.state ?? this.#replica.state);
      // Where it stops in good order, what was accepted is finished first.
      await stop();
      await writing?.ledger.close();
      await teller?.stop();
      peers.serve(undefined);
      await lease.release();
    }
  }

  /** Hands on what is asked until the writer is lost. */
  async #follow(onReady: () => void): Promise<void> {
    const { database, log } = this.#options;
    const leader = await findLeader(database);
    this.#leader = leader;
    if (leader === undefined) return;
    const replica = new Replica(this.#replicaOptions(), this.#replica.state);
    let greeted = () => {};
    const greeting = new Promise<void>((resolve) => {
      greeted = resolve;
    });
    const link = await PeerLink.open(leader, (news) => {
      const taken = replica.take(news);
      if (news.reload) taken.then(() => this.#options.onNow(news.now ?? 0)).then(greeted, () => link.close());
      else taken.catch(() => link.close());
    });
    try {
      await Promise.race([greeting, link.closed.then(() => Promise.reject(new Error("The writer sent us away.")))]);
      this.#replica = replica;
      this.#present = { role: "reader", link, replica };
      this.#keys = leader.keys;
      this.#explained = undefined;
      log.info({ epoch: leader.epoch, writer: leader.address }, "another instance writes");
      onReady();
      await Promise.race([link.closed, this.#stopping]);
    } finally {
      link.close();
    }
  }

  #replicaOptions() {
    const { database, onChange, onHeads } = this.#options;
    return {
      database,
      onChange,
      onHeads: (heads: Heads, isRewound: boolean) => {
        this.#headsAt = performance.now();
        onHeads(heads, isRewound);
      },
    };
  }

  async #pause(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, RETRY_MS);
    });
    await Promise.race([waited, this.#stopping]);
    clearTimeout(timer);
  }

  #ledgerPort(): LedgerPort {
    const member = this;
    const writer = () => (member.#present.role === "writer" ? member.#present.writing.ledger : undefined);
    const submit = async (job: Job): Promise<unknown> => {
      const present = member.#present;
      if (present.role === "writer") return present.writing.ledger.submit(job);
      if (present.role === "seeking") throw seeking();
      const answer = await present.link.submit(job);
      // Whoever asks this instance next must find what it was just told.
      await present.replica.settled();
      return answer;
    };
    return {
      get state() {
        return writer()?.state ?? member.#replica.state;
      },
      get isSound() {
        return writer()?.isSound ?? (member.role === "reader" && member.#replica.isSound);
      },
      get waiting() {
        return writer()?.waiting ?? 0;
      },
      submit,
      refuseBid(bid, receivedAt) {
        const { chain, book } = this.state;
        return refuseBid({ chain, settlerHash: member.keys.settler.signerHash }, book, bid, receivedAt);
      },
      async acceptBid(bid, bidHash, receivedAt) {
        return (await submit({ kind: "bid", bid, bidHash, receivedAt })) as AcceptedBid;
      },
      async cancel(request) {
        return (await submit({ kind: "cancellation", ...request })) as Cancellation;
      },
      async cosign(request, deadline) {
        return (await submit({ kind: "withdrawal", request, deadline })) as CosignedWithdrawal;
      },
    };
  }

  #chainWatch(): ChainWatch {
    const member = this;
    const own = () => (member.#present.role === "writer" ? member.#present.writing.follower : undefined);
    return {
      get silence() {
        const read = member.#headsAt === undefined ? Number.POSITIVE_INFINITY : performance.now() - member.#headsAt;
        return own()?.silence ?? read;
      },
      get isBehind() {
        return own()?.isBehind ?? false;
      },
      get failure() {
        const follower = own();
        if (follower) return follower.failure;
        return member.role === "reader" ? undefined : "No instance writes at present.";
      },
      async sync() {
        const present = member.#present;
        if (present.role === "writer") return present.writing.follower.sync();
        if (present.role === "seeking") throw seeking();
        await present.link.sync();
        await present.replica.settled();
      },
    };
  }
}

const seeking = () =>
  new Refusal("temporarily_unavailable", "The instance that writes was lost; another is about to take over.");
