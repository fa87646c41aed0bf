// Indexes the made-up chain with @subsquid/evm-processor: `node squid.mjs <rpc> <database> <last block>`. Its own store for Postgres,
// typeorm-store, does not install here: this one keeps what it knows in memory and writes each batch in one transaction, a statement
// a table, which is less than that store would do.
import { createRequire } from "node:module";
import { EvmBatchProcessor } from "@subsquid/evm-processor";

const pg = createRequire(new URL("../../../indexer/package.json", import.meta.url))("pg");
const [, , rpc, databaseUrl, last] = process.argv;
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await client.query("set synchronous_commit = off");

const tables = {
  account: "address text primary key, credits numeric, spent numeric, earned numeric",
  item: "id text primary key, owner text, kind int, item_type int, rarity int, power int, minted_at int",
  listing: "id text primary key, seller text, item text, price numeric, remaining int, state text, updated_at int",
  trade: "id text primary key, listing text, item text, seller text, buyer text, total numeric, fee numeric, block int",
  ledger: "id text primary key, sender text, recipient text, amount numeric, block int",
};
for (const [name, columns] of Object.entries(tables)) await client.query(`create table ${name} (${columns})`);

const known = { account: new Map(), item: new Map(), listing: new Map() };
let changed;

const start = () => Object.fromEntries(Object.keys(tables).map((name) => [name, new Map()]));
function change(name, key, row) {
  known[name]?.set(key, row);
  changed[name].set(key, row);
}
const accountOf = (address) => known.account.get(address) ?? { address, credits: 0n, spent: 0n, earned: 0n };
const word = (data, at) => BigInt(`0x${data.slice(2 + 64 * at, 66 + 64 * at)}`);
const number = (data, at) => Number(word(data, at));
const addressIn = (topic) => `0x${topic.slice(26)}`;
const NOBODY = `0x${"0".repeat(40)}`;

function handle({ address, topics, data, transactionHash, logIndex }, block, time) {
  const id = `${transactionHash}:${logIndex}`;
  if (address.startsWith("0x22")) {
    const [sender, recipient, amount] = [addressIn(topics[1]), addressIn(topics[2]), word(data, 0)];
    if (sender !== NOBODY) {
      const payer = accountOf(sender);
      change("account", sender, { ...payer, credits: payer.credits - amount });
    }
    const payee = accountOf(recipient);
    change("account", recipient, { ...payee, credits: payee.credits + amount });
    change("ledger", id, { id, sender, recipient, amount, block });
  } else if (address.startsWith("0x33")) {
    if (data === "0x") {
      const item = known.item.get(topics[3]);
      if (item) change("item", topics[3], { ...item, owner: addressIn(topics[2]) });
    } else if (topics.length === 4) {
      const [kind, item_type, rarity, power] = [0, 1, 2, 5].map((at) => number(data, at));
      change("item", topics[1], {
        id: topics[1],
        owner: addressIn(topics[2]),
        kind,
        item_type,
        rarity,
        power,
        minted_at: time,
      });
    }
  } else if (topics.length === 4) {
    const item = `0x${data.slice(2, 66)}`;
    const row = { id: topics[1], seller: addressIn(topics[2]), item, price: word(data, 2), remaining: number(data, 1) };
    change("listing", topics[1], { ...row, state: "ACTIVE", updated_at: time });
  } else if (topics.length === 2) {
    change("listing", topics[1], { ...known.listing.get(topics[1]), price: word(data, 0), updated_at: time });
  } else {
    const listing = known.listing.get(topics[1]);
    const [buyer, total, fee] = [addressIn(topics[2]), word(data, 2), word(data, 3)];
    change("listing", topics[1], { ...listing, remaining: 0, state: "SOLD", updated_at: time });
    const { seller, item } = listing;
    change("trade", id, { id, listing: topics[1], item, seller, buyer, total, fee, block });
    const spender = accountOf(buyer);
    change("account", buyer, { ...spender, spent: spender.spent + total });
    const earner = accountOf(seller);
    change("account", seller, { ...earner, earned: earner.earned + total - fee });
  }
}

async function write() {
  for (const [name, rows] of Object.entries(changed)) {
    if (rows.size === 0) continue;
    const columns = Object.keys(rows.values().next().value);
    const [key] = columns;
    const text = JSON.stringify([...rows.values()], (_, value) => (typeof value === "bigint" ? String(value) : value));
    const updates = columns.map((column) => `${column} = excluded.${column}`);
    await client.query(
      `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $1)
       on conflict (${key}) do update set ${updates}`,
      [text],
    );
  }
}

const processor = new EvmBatchProcessor()
  .setRpcEndpoint({ url: rpc, maxBatchCallSize: 100 })
  .setFinalityConfirmation(1)
  .setFields({ log: { topics: true, data: true, transactionHash: true } })
  .setBlockRange({ from: 1, to: Number(last) - 1 })
  .addLog({ address: ["1", "2", "3"].map((digit) => `0x${digit.repeat(40)}`) });

const database = {
  connect: async () => ({ height: -1, hash: "0x" }),
  async transact(_, work) {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  },
};

processor.run(database, async ({ blocks }) => {
  changed = start();
  for (const { header, logs } of blocks)
    for (const log of logs) handle(log, header.height, Math.floor(header.timestamp / 1000));
  await write();
});
