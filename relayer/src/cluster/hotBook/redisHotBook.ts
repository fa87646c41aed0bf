import type { Hex } from "viem";
import type { Redis } from "../../infra/redis/redis.ts";
import { type HotBook, type HotEntry, VOUCHED_MS } from "./hotBook.ts";

/** A book that nobody keeps any more is gone after an hour. */
const KEPT_MS = 3_600_000;

/** Entries that one read takes; the next goes on behind them. */
const PAGE = 500;

/** Digits of the greatest integer that a number holds exactly. */
const DIGITS = 16;

/**
 * Numbers are compared as the texts that they are: Lua's are doubles. `order` holds `<revision, padded>:<auction>` with equal scores, which
 * Redis sorts by its bytes.
 */
const LIBRARY = `
local meta, book, order, alive = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function greater(a, b) return #a > #b or (#a == #b and a > b) end
local function pad(n) return string.rep('0', ${DIGITS} - #n) .. n end
local function owned(epoch, server)
  local found = redis.call('HMGET', meta, 'epoch', 'server')
  return found[1] == epoch and found[2] == server
end
`;

const BEGIN = `${LIBRARY}
local epoch, server, sure = ARGV[1], ARGV[2], ARGV[3]
local found = redis.call('HMGET', meta, 'epoch', 'server')
if sure == '0' and found[2] == server and greater(found[1], epoch) then return 0 end
redis.call('DEL', meta, book, order, alive)
redis.call('HSET', meta, 'epoch', epoch, 'server', server, 'whole', '0')
redis.call('PEXPIRE', meta, ${KEPT_MS})
return 1
`;

const PUT = `${LIBRARY}
local epoch, server = ARGV[1], ARGV[2]
if not owned(epoch, server) then return 0 end
for i = 3, #ARGV, 4 do
  local id, revision, sequence, value = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local old = redis.call('HGET', book, id)
  local oldRevision, oldSequence
  if old then oldRevision, oldSequence = string.match(old, '^(%d+) (%d+) ') end
  if not old or (greater(revision, oldRevision) and not greater(oldSequence, sequence)) then
    if old then redis.call('ZREM', order, pad(oldRevision) .. ':' .. id) end
    redis.call('HSET', book, id, revision .. ' ' .. sequence .. ' ' .. value)
    redis.call('ZADD', order, 0, pad(revision) .. ':' .. id)
  end
end
redis.call('SET', alive, epoch, 'PX', ${VOUCHED_MS})
for _, key in ipairs({meta, book, order}) do redis.call('PEXPIRE', key, ${KEPT_MS}) end
return 1
`;

const COMPLETE = `${LIBRARY}
if not owned(ARGV[1], ARGV[2]) then return 0 end
redis.call('HSET', meta, 'whole', '1')
return 1
`;

const READ = `${LIBRARY}
local epoch, revision, server = ARGV[1], ARGV[2], ARGV[3]
local found = redis.call('HMGET', meta, 'epoch', 'server', 'whole')
if found[2] ~= server or found[3] ~= '1' or redis.call('GET', alive) ~= found[1] then return false end
if found[1] ~= epoch then revision = '0' end
local answer = {found[1], revision}
for _, member in ipairs(redis.call('ZRANGE', order, '(' .. pad(revision) .. ';', '+', 'BYLEX', 'LIMIT', 0, ${PAGE})) do
  local id = string.sub(member, ${DIGITS} + 2)
  local newRevision, sequence, value = string.match(redis.call('HGET', book, id), '^(%d+) (%d+) (.*)$')
  answer[2] = newRevision
  for _, part in ipairs({id, newRevision, sequence, value}) do answer[#answer + 1] = part end
end
return answer
`;

/**
 * A hot book in Redis. It is trusted only where the writer that vouches for it wrote it to this very process of the server: one that was
 * started anew, with old data or with none, has another name (`run_id`), and so has a replica that took its place.
 */
export function redisHotBook(redis: Redis): HotBook {
  // In braces: one slot, should the server be a cluster.
  const keys = ["meta", "book", "order", "alive"].map((name) => `{${redis.prefix}:book}:${name}`);
  const run = async (script: string, args: (server: string) => string[]): Promise<unknown> => {
    const server = await redis.server();
    return redis.run((client) => client.eval(script, { keys, arguments: args(server) }));
  };
  const flat = ({ auctionId, revision, sequence, value }: HotEntry) => [
    auctionId,
    String(revision),
    String(sequence),
    value,
  ];
  return {
    begin: async (epoch, isSure = false) =>
      (await run(BEGIN, (server) => [String(epoch), server, isSure ? "1" : "0"])) === 1,
    put: async (epoch, entries) =>
      (await run(PUT, (server) => [String(epoch), server, ...entries.flatMap(flat)])) === 1,
    complete: async (epoch) => (await run(COMPLETE, (server) => [String(epoch), server])) === 1,
    async read({ epoch, revision }) {
      const answer = await run(READ, (server) => [String(epoch), String(revision), server]);
      if (!Array.isArray(answer)) return undefined;
      const [newEpoch, newRevision, ...parts] = answer as string[];
      const entries: HotEntry[] = [];
      for (let at = 0; at < parts.length; at += 4) {
        const [auctionId = "0x", own = "", sequence = "", value = ""] = parts.slice(at, at + 4);
        entries.push({ auctionId: auctionId as Hex, revision: Number(own), sequence: Number(sequence), value });
      }
      return { place: { epoch: Number(newEpoch), revision: Number(newRevision) }, entries };
    },
  };
}
