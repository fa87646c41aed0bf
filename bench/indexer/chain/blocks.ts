import { creditsAbi, gameItemsAbi, marketplaceAbi } from "@plaza/sdk/abi";
import { encodeAbiParameters, type Hex, keccak256, toEventSelector, toHex, zeroAddress } from "viem";

/** How many events a block has. */
export const EVENTS_A_BLOCK = 200;
/** The first block; the deployment's. */
export const FIRST_BLOCK = 1;
const EVENTS_A_STORY = 10;
const STORIES_A_BLOCK = EVENTS_A_BLOCK / EVENTS_A_STORY;
const PLAYERS = 500;
const KINDS = 20;

/** Addresses as `indexer/testing/record.ts` has them. */
export const MARKETPLACE = address(`0x${"1".repeat(40)}`);
export const CREDITS = address(`0x${"2".repeat(40)}`);
export const GAME_ITEMS = address(`0x${"3".repeat(40)}`);

type Abi = typeof creditsAbi | typeof gameItemsAbi | typeof marketplaceAbi;
const selector = (abi: Abi, name: string): Hex => {
  const event = (abi as readonly { type: string; name?: string }[]).find((e) => e.type === "event" && e.name === name);
  return toEventSelector(event as Parameters<typeof toEventSelector>[0]);
};
const topic = {
  moved: selector(creditsAbi, "Transfer"),
  minted: selector(gameItemsAbi, "ItemMinted"),
  kind: selector(gameItemsAbi, "KindRegistered"),
  listed: selector(marketplaceAbi, "ListingCreated"),
  repriced: selector(marketplaceAbi, "ListingPriceUpdated"),
  bought: selector(marketplaceAbi, "ListingBought"),
};

/** An event, before its place in the chain is known. */
type Told = { address: Hex; topics: Hex[]; data: Hex };

/** A block as JSON-RPC tells it, and its logs one by one. */
export type Block = {
  number: number;
  address: Hex[];
  topic0: Hex[];
  logs: string[];
  withTransactions: string;
  alone: string;
};

/**
 * Makes a block of a market's life: in each of twenty stories somebody gets Credits, somebody else an item, lists it, changes its price
 * and sells it. Every word is what the contracts would say, so that an index of it adds up.
 */
export function makeBlock(number: number): Block {
  const hash = hashOf("block", number);
  const transactions: { hash: Hex; to: Hex; events: Told[] }[] = [];
  if (number === FIRST_BLOCK) transactions.push({ hash: hashOf("kinds", 0), to: GAME_ITEMS, events: kinds() });
  for (let story = 0; story < STORIES_A_BLOCK; story += 1)
    for (const [step, { to, events }] of tell(number * STORIES_A_BLOCK + story).entries())
      transactions.push({ hash: hashOf(`transaction ${story} ${step}`, number), to, events });

  const block: Block = { number, address: [], topic0: [], logs: [], withTransactions: "", alone: "" };
  for (const [index, transaction] of transactions.entries())
    for (const event of transaction.events) {
      block.address.push(event.address);
      block.topic0.push(event.topics[0] as Hex);
      block.logs.push(
        JSON.stringify({
          ...event,
          blockNumber: toHex(number),
          blockHash: hash,
          transactionHash: transaction.hash,
          transactionIndex: toHex(index),
          logIndex: toHex(block.logs.length),
          removed: false,
        }),
      );
    }
  const header = headerOf(number, hash);
  block.alone = JSON.stringify({ ...header, transactions: transactions.map((transaction) => transaction.hash) });
  block.withTransactions = JSON.stringify({
    ...header,
    transactions: transactions.map(({ hash: own, to }, index) => ({
      ...{ hash: own, to, blockHash: hash, blockNumber: header.number, transactionIndex: toHex(index), nonce: "0x0" },
      ...{ from: player(index), value: "0x0", gas: "0x5208", gasPrice: "0x1", input: "0x", type: "0x0" },
      ...{ chainId: "0x7a69", v: "0x1b", r: "0x1", s: "0x1" },
    })),
  });
  return block;
}

function tell(story: number): { to: Hex; events: Told[] }[] {
  const seller = player(story);
  const buyer = player(story * 7 + 3);
  const price = 10n ** 18n + BigInt(story % 1000);
  const fee = (price * 500n + 9_999n) / 10_000n;
  const listing = hashOf("listing", story);
  const traits = [
    1 + (story % KINDS),
    1 + (story % 8),
    story % 5,
    story % 6,
    0,
    story % 100,
    story % 50,
    story % 10,
    story % 20,
  ];
  const item = (from: Hex, to: Hex) => event(GAME_ITEMS, [topic.moved, word(from), word(to), word(story)], []);
  const credits = (from: Hex, to: Hex, amount: bigint) => event(CREDITS, [topic.moved, word(from), word(to)], [amount]);
  return [
    { to: CREDITS, events: [credits(zeroAddress, buyer, price)] },
    {
      to: GAME_ITEMS,
      events: [
        item(zeroAddress, seller),
        event(GAME_ITEMS, [topic.minted, word(story), word(seller), word(traits[0] ?? 1)], traits),
      ],
    },
    {
      to: MARKETPLACE,
      events: [
        item(seller, MARKETPLACE),
        event(
          MARKETPLACE,
          [topic.listed, listing, word(seller), word(GAME_ITEMS)],
          [story, 1, price + 1n, 0, 0, 0, story, 500, 0],
        ),
      ],
    },
    { to: MARKETPLACE, events: [event(MARKETPLACE, [topic.repriced, listing], [price])] },
    {
      to: MARKETPLACE,
      events: [
        event(MARKETPLACE, [topic.bought, listing, word(buyer)], [BigInt(buyer), 1, price, fee, 0]),
        credits(buyer, seller, price - fee),
        credits(buyer, MARKETPLACE, fee),
        item(MARKETPLACE, buyer),
      ],
    },
  ];
}

function kinds(): Told[] {
  return Array.from({ length: KINDS }, (_, index) => ({
    address: GAME_ITEMS,
    topics: [topic.kind, word(index + 1)],
    data: encodeAbiParameters([{ type: "string" }, { type: "string" }], [`Kind ${index + 1}`, "M0 0h512"]),
  }));
}

const event = (from: Hex, topics: Hex[], words: (number | bigint)[]): Told => ({
  address: from,
  topics,
  data: `0x${words.map((value) => value.toString(16).padStart(64, "0")).join("")}`,
});

/** A value as a word of 32 bytes. */
function word(value: Hex | number): Hex {
  const digits = typeof value === "number" ? value.toString(16) : value.slice(2);
  return `0x${digits.padStart(64, "0")}`;
}

function player(number: number): Hex {
  return address(`0x${(0x1000 + (number % PLAYERS)).toString(16).padStart(40, "0")}`);
}

function address(text: string): Hex {
  return text as Hex;
}

function hashOf(what: string, number: number): Hex {
  return keccak256(toHex(`${what} ${number}`));
}

function headerOf(number: number, hash: Hex) {
  const none = word(0);
  return {
    ...{
      number: toHex(number),
      hash,
      parentHash: hashOf("block", number - 1),
      timestamp: toHex(1_800_000_000 + number),
    },
    // Every bit is set: whoever looks for something in the block has to ask.
    logsBloom: `0x${"f".repeat(512)}`,
    ...{ nonce: "0x0000000000000000", sha3Uncles: none, transactionsRoot: none, stateRoot: none, receiptsRoot: hash },
    ...{ miner: zeroAddress, difficulty: "0x0", totalDifficulty: "0x0", extraData: "0x", size: "0x400", mixHash: none },
    ...{ gasLimit: "0x1c9c380", gasUsed: "0x1c9c37f", baseFeePerGas: "0x1", uncles: [] },
  };
}
