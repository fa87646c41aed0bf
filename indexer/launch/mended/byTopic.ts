type LogFilter = { topic0?: string | readonly string[] | null | undefined };

/**
 * Finds the log filters that an event's topic can match. Ponder tries each of some fifty with each log.
 *
 * @example
 * ```ts
 * const ofTopic = byTopic(filters, (filter) => filter);
 * for (const filter of ofTopic(log.topics[0])) if (isLogFilterMatched({ filter, log })) ...
 * ```
 */
export function byTopic<Item>(
  items: readonly Item[],
  filterOf: (item: Item) => LogFilter,
): (topic: string | null | undefined) => Item[] {
  const known = new Map<string | null | undefined, Item[]>();
  return (topic) => {
    const found = known.get(topic);
    if (found) return found;
    const fitting = items.filter((item) => {
      const { topic0 } = filterOf(item);
      return (topic0 ?? undefined) === undefined || [topic0].flat().includes(topic?.toLowerCase());
    });
    known.set(topic, fitting);
    return fitting;
  };
}
