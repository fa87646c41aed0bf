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

/** Keeps answers in memory: the latest, up to so many characters of them. */
export function createMemoryStore({
  maxCharacters = 50_000_000,
  now = Date.now,
}: {
  maxCharacters?: number;
  now?: () => number;
} = {}): AnswerStore {
  const kept = new Map<string, { answer: string; until: number }>();
  let characters = 0;
  const forget = (key: string) => {
    characters -= kept.get(key)?.answer.length ?? 0;
    kept.delete(key);
  };
  return {
    async get(key) {
      const entry = kept.get(key);
      if (entry && entry.until > now()) return entry.answer;
      forget(key);
      return undefined;
    },
    async set(key, answer) {
      forget(key);
      kept.set(key, { answer, until: now() + KEPT_MS });
      characters += answer.length;
      // The oldest come first.
      for (const oldest of kept.keys()) {
        if (characters <= maxCharacters) return;
        forget(oldest);
      }
    },
    // What this process was asked, nobody needs to tell it when it starts.
    noteAsked: async () => {},
    busiest: async () => [],
  };
}
