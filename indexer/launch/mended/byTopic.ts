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
  const topicsOf = (item: Item) => [filterOf(item).topic0].flat().filter((topic) => typeof topic === "string");
  const fitting = (topic?: string) =>
    items.filter((item) => topicsOf(item).length === 0 || (topic !== undefined && topicsOf(item).includes(topic)));
  // Made once: a chain has logs of any topic that somebody thinks of.
  const known = new Map(items.flatMap(topicsOf).map((topic) => [topic, fitting(topic)]));
  const others = fitting();
  return (topic) => known.get(topic?.toLowerCase() ?? "") ?? others;
}
