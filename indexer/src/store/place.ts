import type { Event } from "ponder:registry";

/** What all events tell of where on the chain they happened. */
export type Place = Pick<Event, "block" | "log" | "transaction">;

/** The order of birth on the chain, unique to what one log brings about. Exact for blocks up to nine billion. */
export const ordinalOf = ({ block, log }: Place): number => Number(block.number) * 1_000_000 + log.logIndex;

/** The block's time, unix seconds. */
export const timeOf = ({ block }: Place): number => Number(block.timestamp);
