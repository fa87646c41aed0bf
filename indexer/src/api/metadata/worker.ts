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
  let block = -1n;
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

  /** Enters what is new, hears what changed, and looks at what is due. */
  async function turn(): Promise<void> {
    const head = await readBlock();
    if (head === null) return;
    if (head !== block) {
      const contracts = await store.foreignCollections();
      if (contracts.length > 0) {
        await store.enrol(block < 0n || head < block ? 0n : block);
        // A chain that does not answer keeps nobody from what was entered already.
        await listen(contracts, head).catch(() => {});
      }
      block = head;
    }
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
      while (filling || underWay.size > 0) await Promise.all([filling, ...underWay.keys()]);
    },
  };
}
