import { type GetLogsReturnType, type Hex, maxUint256, parseAbi } from "viem";

/** What contracts announce: ERC-4906, ERC-7572 and ERC-1155. */
export const announcements = parseAbi([
  "event MetadataUpdate(uint256 _tokenId)",
  "event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId)",
  "event ContractURIUpdated()",
  "event URI(string value, uint256 indexed id)",
]);

/** Tokens from one id to another, both included. */
type Range = { from: bigint; to: bigint };
/** What is to be looked at again of a contract: the collection itself, and items. */
export type Wish = { collection: boolean; ranges: readonly Range[] };

export const EVERYTHING: Range = { from: 0n, to: maxUint256 };

/** Ranges of a contract that are kept apart; of one that has more, all from the first to the last is looked at. */
const MAX_RANGES = 20;

type Log = GetLogsReturnType<undefined, typeof announcements, true>[number];

/** What logs wish of each contract, each item once. */
export function wishesOf(logs: readonly Log[]): Map<Hex, Wish> {
  const wishes = new Map<Hex, { collection: boolean; ranges: Range[] }>();
  for (const log of logs) {
    const token = log.address.toLowerCase() as Hex;
    const wish = wishes.get(token) ?? { collection: false, ranges: [] };
    wishes.set(token, wish);
    if (log.eventName === "ContractURIUpdated") wish.collection = true;
    else wish.ranges.push(rangeOf(log));
  }
  for (const wish of wishes.values()) wish.ranges = merge(wish.ranges);
  return wishes;
}

function rangeOf(log: Exclude<Log, { eventName: "ContractURIUpdated" }>): Range {
  if (log.eventName === "BatchMetadataUpdate") return { from: log.args._fromTokenId, to: log.args._toTokenId };
  const tokenId = log.eventName === "URI" ? log.args.id : log.args._tokenId;
  return { from: tokenId, to: tokenId };
}

/** Joins what overlaps or follows on; what ends before it begins is nothing. */
function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  const sorted = ranges
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => Number(a.from > b.from) - Number(a.from < b.from));
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (!last || from > last.to + 1n) merged.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  const [first, last] = [merged[0], merged.at(-1)];
  return merged.length > MAX_RANGES && first && last ? [{ from: first.from, to: last.to }] : merged;
}
