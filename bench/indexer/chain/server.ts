/**
 * Serves a made-up chain as a node would, by JSON-RPC on 127.0.0.1: `node server.ts <blocks>`. It says its port when the blocks are
 * made, and makes a further one for each `bench_mine`.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Hex } from "viem";
import { type Block, FIRST_BLOCK, makeBlock } from "./blocks.ts";

type Call = { id: unknown; method: string; params?: unknown[] };
type LogFilter = {
  address?: Hex | Hex[];
  topics?: (Hex | Hex[] | null)[];
  fromBlock?: string;
  toBlock?: string;
  blockHash?: Hex;
};

const blocks: Block[] = [];
const numbers = new Map<string, number>();

function mine(): number {
  const block = makeBlock(FIRST_BLOCK + blocks.length);
  blocks.push(block);
  numbers.set((JSON.parse(block.alone) as { hash: string }).hash, block.number);
  return block.number;
}

const latest = () => FIRST_BLOCK + blocks.length - 1;
const hex = (value: number) => `"0x${value.toString(16)}"`;

function numberOf(tag: string | undefined): number {
  if (tag?.startsWith("0x")) return Number(tag);
  return tag === "earliest" ? 0 : latest();
}

/** The result, as JSON text. */
function answer(method: string, params: unknown[]): string {
  switch (method) {
    case "eth_chainId":
      return hex(31_337);
    case "net_version":
      return '"31337"';
    case "eth_blockNumber":
      return hex(latest());
    case "eth_getBlockByNumber":
      return blockAt(numberOf(params[0] as string), params[1] === true);
    case "eth_getBlockByHash":
      return blockAt(numbers.get(params[0] as string) ?? -1, params[1] === true);
    case "eth_getLogs":
      return `[${logsOf(params[0] as LogFilter).join()}]`;
    case "bench_mine":
      return hex(mine());
    default:
      throw new Error(`unknown method ${method}`);
  }
}

function blockAt(number: number, whole: boolean): string {
  const block = blocks[number - FIRST_BLOCK];
  if (block) return whole ? block.withTransactions : block.alone;
  if (number !== FIRST_BLOCK - 1) return "null";
  return JSON.stringify({ ...JSON.parse(makeBlock(number).alone), transactions: [] });
}

function logsOf({ address, topics, fromBlock, toBlock, blockHash }: LogFilter): string[] {
  const among = (wanted: Hex | Hex[] | null | undefined) =>
    wanted ? new Set([wanted].flat().map((value) => value.toLowerCase())) : undefined;
  const [addresses, first] = [among(address), among(topics?.[0])];
  const [from, to] = blockHash
    ? [numbers.get(blockHash), numbers.get(blockHash)]
    : [numberOf(fromBlock), numberOf(toBlock)];
  const found: string[] = [];
  for (let number = Math.max(from ?? 0, FIRST_BLOCK); number <= Math.min(to ?? -1, latest()); number += 1) {
    const block = blocks[number - FIRST_BLOCK] as Block;
    for (const [index, log] of block.logs.entries())
      if (
        (!addresses || addresses.has(block.address[index] as Hex)) &&
        (!first || first.has(block.topic0[index] as Hex))
      )
        found.push(log);
  }
  return found;
}

function respond({ id, method, params = [] }: Call): string {
  const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  try {
    return `${head},"result":${answer(method, params)}}`;
  } catch (error) {
    return `${head},"error":${JSON.stringify({ code: -32_601, message: (error as Error).message })}}`;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

for (let made = Number(process.argv[2]); made > 0; made -= 1) mine();
const server = createServer(async (request, response) => {
  const calls = JSON.parse(await bodyOf(request)) as Call | Call[];
  response.setHeader("content-type", "application/json");
  response.end(Array.isArray(calls) ? `[${calls.map(respond).join()}]` : respond(calls));
});
server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as { port: number }).port}`));
// Ends with whoever started it.
process.stdin.resume().once("end", () => process.exit());
