/** The first `count` of a shuffle that depends on the seed alone (mulberry32, Fisher and Yates). */
export function sample<item>(items: readonly item[], count: number, seed: number): item[] {
  const shuffled = [...items];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as item, shuffled[i] as item];
  }
  return shuffled.slice(0, count);
}
