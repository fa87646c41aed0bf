import type { Hex } from "viem";
import { type HotBook, type HotEntry, VOUCHED_MS } from "../cluster/hotBook/hotBook.ts";

/** A hot book in memory, with nothing clever: what the one in Redis must do. */
export function memoryHotBook(now: () => number = () => performance.now()): HotBook {
  let epoch = -1;
  let isWhole = false;
  let vouchedAt = Number.NEGATIVE_INFINITY;
  const book = new Map<Hex, HotEntry>();
  return {
    async begin(next, isSure = false) {
      if (!isSure && epoch > next) return false;
      [epoch, isWhole, vouchedAt] = [next, false, Number.NEGATIVE_INFINITY];
      book.clear();
      return true;
    },
    async put(by, entries) {
      if (by !== epoch) return false;
      for (const entry of entries) {
        const old = book.get(entry.auctionId);
        if (!old || (entry.revision > old.revision && entry.sequence >= old.sequence)) book.set(entry.auctionId, entry);
      }
      vouchedAt = now();
      return true;
    },
    async complete(by) {
      if (by === epoch) isWhole = true;
      return by === epoch;
    },
    async read(after) {
      if (!isWhole || now() - vouchedAt > VOUCHED_MS) return undefined;
      const from = after.epoch === epoch ? after.revision : 0;
      const entries = [...book.values()].filter(({ revision }) => revision > from);
      entries.sort((a, b) => a.revision - b.revision);
      return { place: { epoch, revision: entries.at(-1)?.revision ?? from }, entries };
    },
  };
}
