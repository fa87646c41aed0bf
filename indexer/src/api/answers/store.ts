/** Keeps answers for a moment, by their keys. What is kept can be gone at any time. */
export type AnswerStore = {
  get(key: string): Promise<string | undefined>;
  set(key: string, answer: string): Promise<void>;
  /** Notes that something was asked. */
  noteAsked(question: string): Promise<void>;
  /** What was asked most, most often first; in Redis by all processes, and before this one started. */
  busiest(count: number): Promise<string[]>;
};

/**
 * How long an answer is kept, although it is for one block: a reorganization to a block of the same number and time is in all
 * answers after it.
 */
export const KEPT_MS = 2_000;

/** Of a question that is longer, nobody takes note. */
export const MAX_QUESTION = 10_000;

/** What an entry takes besides its characters: the map's place, the object and two strings' heads; measured some 110 bytes. */
const ENTRY_BYTES = 256;

/** A string of V8's has one byte a character or two; one of a thousand is enough for two. */
const bytesOf = (key: string, answer: string): number => 2 * (key.length + answer.length) + ENTRY_BYTES;

/**
 * Keeps answers in memory: the latest, up to so many bytes of them, keys and entries included. What nobody would be given any more
 * goes with the next one that comes. An answer that would take more than a tenth of the room is not kept.
 */
export function createMemoryStore({
  maxBytes = 100_000_000,
  now = Date.now,
}: {
  maxBytes?: number;
  now?: () => number;
} = {}): AnswerStore & { readonly bytes: number } {
  // In the order of their coming, and so of their going.
  const kept = new Map<string, { answer: string; until: number }>();
  let bytes = 0;
  const forget = (key: string) => {
    const entry = kept.get(key);
    if (!entry) return;
    bytes -= bytesOf(key, entry.answer);
    kept.delete(key);
  };
  return {
    /** What is kept takes so much, at most. */
    get bytes() {
      return bytes;
    },
    async get(key) {
      const entry = kept.get(key);
      if (entry && entry.until > now()) return entry.answer;
      forget(key);
      return undefined;
    },
    async set(key, answer) {
      forget(key);
      const size = bytesOf(key, answer);
      if (size > maxBytes / 10) return;
      kept.set(key, { answer, until: now() + KEPT_MS });
      bytes += size;
      for (const [oldest, { until }] of kept) {
        if (until > now() && bytes <= maxBytes) return;
        forget(oldest);
      }
    },
    // What this process was asked, nobody needs to tell it when it starts.
    noteAsked: async () => {},
    busiest: async () => [],
  };
}
