/** The words of a text, in lower case: runs of letters and digits. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The trigrams of a text as Postgres's pg_trgm makes them: of each word with two blanks before it and one behind, each once.
 * Ours, so that PGlite, which Ponder opens without extensions, answers as Postgres does.
 */
export function trigramsOf(text: string): string[] {
  const found = new Set<string>();
  for (const word of wordsOf(text)) {
    const letters = [" ", " ", ...word, " "];
    for (let at = 0; at + 3 <= letters.length; at += 1) found.add(letters.slice(at, at + 3).join(""));
  }
  return [...found];
}

/** What a name is found by. */
export const searchColumns = (name: string) => ({
  words: wordsOf(name)
    .map((word) => ` ${word}`)
    .join(""),
  trigrams: trigramsOf(name),
});
