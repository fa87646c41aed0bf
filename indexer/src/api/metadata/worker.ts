import type { Hex } from "viem";
import type { Look } from "./look.ts";
import type { MetadataStore, Subject } from "./store.ts";

/** Looks under way at once, and of one collection. */
const MAX_LOOKS = 16;
const BUSY = 4;
const INTERVAL_MS = 1_000;
/** Turns in a row that may fail before anybody hears of it: while a process starts and ends, they do. */
const QUIET_FAILURES = 5;

/**
 * Fills in the metadata of what is not Plaza's own, beside the index: nothing waits for it, and nothing fails by it.
 *
 * @param options.readBlock - Block that the index has reached; null while it reads history.
 * @param options.listen - Hears which metadata changed up to a block.
 */
export function createMetadataWorker({
  store,
  look,
  listen,
  readBlock,
}: {
  store: Pick<MetadataStore, "foreignCollections" | "enrol" | "take" | "keep">;
  look: Look;
  listen: (contracts: readonly Hex[], block: bigint) => Promise<void>;
  readBlock: () => Promise<bigint | null>;
}) {
  const underWay = new Map<Promise<void>, Hex>();
  let filling: Promise<void> | undefined;
  let listening: Promise<void> | undefined;
  let contracts: readonly Hex[] = [];
  let block = -1n;
  let heard = -1n;
  let stopped = false;

  async function see(subject: Subject): Promise<void> {
    await store.keep(subject, await look(subject));
  }

  async function takeMore(): Promise<void> {
    const tokens = [...underWay.values()];
    const except = [...new Set(tokens)].filter((token) => tokens.filter((one) => one === token).length >= BUSY);
    for (const subject of await store.take(MAX_LOOKS - underWay.size, { except })) {
      // What could not be kept is taken up again when its time is over.
      const done = see(subject).catch(() => {});
      underWay.set(done, subject.token);
      void done.then(() => {
        underWay.delete(done);
        // The next turn tries again where this fails.
        if (!stopped) fill().catch(() => {});
      });
    }
  }

  function fill(): Promise<void> {
    filling ??= takeMore().finally(() => {
      filling = undefined;
    });
    return filling;
  }

  /** Hears what changed up to a block, while others are looked at: what one contract announces keeps nobody waiting. */
  async function hear(head: bigint): Promise<void> {
    heard = head;
    if (contracts.length === 0) return;
    // A chain that does not answer is asked again with the next block.
    await listen(contracts, head).catch(() => {});
    // One that is under way may have begun before.
    await filling?.catch(() => {});
    if (!stopped) await fill().catch(() => {});
  }

  /** Enters what is new, hears what changed, and looks at what is due. */
  async function turn(): Promise<void> {
    const head = await readBlock();
    if (head === null) return;
    if (head !== block) {
      contracts = await store.foreignCollections();
      if (contracts.length > 0) await store.enrol(block < 0n || head < block ? 0n : block);
      block = head;
    }
    if (head !== heard)
      listening ??= hear(head).finally(() => {
        listening = undefined;
      });
    await fill();
  }

  return {
    turn,
    /** Works until it is stopped, without keeping the process alive. */
    start(): void {
      let failures = 0;
      const go = async () => {
        try {
          await turn();
          failures = 0;
        } catch (error) {
          failures += 1;
          if (failures === QUIET_FAILURES) console.warn(`Metadata is not looked for: ${error}`);
        }
        if (!stopped) setTimeout(go, INTERVAL_MS).unref();
      };
      setTimeout(go, INTERVAL_MS).unref();
    },
    stop(): void {
      stopped = true;
    },
    /** Resolves when nothing is under way. */
    async idle(): Promise<void> {
      while (filling || listening || underWay.size > 0) await Promise.all([filling, listening, ...underWay.keys()]);
    },
  };
}
