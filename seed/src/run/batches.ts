/** Splits values into batches that weigh at most `limit` each; what is heavier alone goes alone. */
export function batches<T>(values: readonly T[], limit: number, weigh: (value: T) => number = () => 1): T[][] {
  const result: T[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const value of values) {
    weight += weigh(value);
    if (weight > limit) {
      result.push([]);
      weight = weigh(value);
    }
    result.at(-1)?.push(value);
  }
  return result;
}

/** Groups values by a key, in the order in which keys first occur. */
export function groupBy<K, T>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
