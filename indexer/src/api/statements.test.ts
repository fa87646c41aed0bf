import { expect } from "chai";
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import * as tables from "../../ponder.schema.ts";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { auctionRow, digest, itemRow, listingRow, NOW, tradeRow } from "../../testing/shop.ts";
import { searchColumns } from "../store/trigrams.ts";
import { schema } from "./graphql/schema.ts";

const place = { timestamp: NOW - 1, transaction: digest(1) };
const address = (number: number) => `0x${number.toString(16).padStart(40, "0")}` as const;
const itemAt = (number: number) => itemRow(BigInt(number), { token: address(number), owner: address(number) });

/**
 * So many rows of everything. Of each kind there is a row a number that shares nothing with the others, so that what is read row by
 * row shows, and one that belongs to the first account, item, listing and auction, whose lists grow so.
 */
async function fill({ db, clear }: TestDatabase, count: number): Promise<void> {
  await clear();
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const both = <Row>(row: (number: number, of: number, at: number) => Row): Row[] =>
    numbers.flatMap((number) => [row(number, number, number), row(number, 1, 1_000 + number)]);
  const items = new Map(numbers.map((number) => [number, itemAt(number)]));
  const item = (number: number) => items.get(number) ?? itemAt(number);
  const rows = numbers.map((number) => ({
    number,
    token: address(number),
    account: address(number),
    id: digest(number),
  }));

  await db.insert(tables.collection).values(
    rows.map(({ token, number }) => ({
      address: token,
      name: `C${number}`,
      standard: "ERC721" as const,
      official: true,
    })),
  );
  await db
    .insert(tables.kind)
    .values(rows.map(({ token }) => ({ token, id: 1, name: "Sword", icon: "M0", ...searchColumns("Sword") })));
  await db.insert(tables.item).values([...items.values()]);
  await db
    .insert(tables.listing)
    .values(both((number, of, at) => listingRow(item(number), at, { seller: address(of) })));
  await db
    .insert(tables.auction)
    .values(
      both((number, of, at) =>
        auctionRow(item(number), at, { seller: address(of), topPoster: address(number), topPost: 1n }),
      ),
    );
  await db.insert(tables.trade).values(
    both((number, of, at) => {
      const parties = { seller: address(of), buyer: address(number), recipient: address(number) };
      return tradeRow(item(of), at, {
        ...parties,
        listingId: digest(number),
        auctionId: digest(number),
        orderId: digest(of),
      });
    }),
  );
  await db
    .insert(tables.account)
    .values(rows.map(({ account }) => ({ address: account, credits: 1n, spent: 1n, earned: 1n })));
  await db
    .insert(tables.vaultAccount)
    .values(rows.map(({ account }) => ({ address: account, free: 1n, exiting: 0n, exitableAt: null, credit: 0n })));
  await db
    .insert(tables.orderAccount)
    .values(rows.map(({ account }) => ({ address: account, counter: 0n, credit: 0n })));
  await db.insert(tables.studioSeller).values(rows.map(({ account }) => ({ address: account })));
  await db.insert(tables.orderNonce).values(
    rows.map(({ account, id, number }) => ({
      ...{ id: `${account}:${number}`, account, nonce: BigInt(number), state: "PARTLY_FILLED" as const, orderId: id },
      ...{ remaining: 1n, updatedAt: NOW, ordinal: number },
    })),
  );
  await db.insert(tables.offer).values(
    rows.map(({ account, token, id, number }) => ({
      ...{
        id,
        buyer: account,
        nonceId: `${account}:${number}`,
        nonce: BigInt(number),
        counter: 0n,
        token,
        unitPrice: 1n,
      },
      ...{ filled: 1n, remaining: 1n, spent: 1n, firstFilledAt: NOW, lastFilledAt: NOW, ordinal: number },
    })),
  );
  await db.insert(tables.holding).values(
    [...new Set(numbers.flatMap((number) => [`${number} ${number}`, `1 ${number}`]))].map((pair, ordinal) => {
      const [of, number] = pair.split(" ").map(Number) as [number, number];
      return { account: address(of), itemId: item(number).id, quantity: 1n, ordinal };
    }),
  );
  await db.insert(tables.claim).values(
    both((number, of, at) => ({
      ...{ id: digest(at), owner: address(of), itemId: item(number).id, quantity: 1n, refusedAt: NOW, ordinal: at },
    })),
  );
  await db.insert(tables.bid).values(
    both((number, of, at) => ({
      ...{ id: `bid:${at}`, auctionId: digest(of), kind: "POSTED" as const, bidder: address(number), amount: 1n },
      ...{ maxAmount: 1n, ordinal: at, ...place },
    })),
  );
  await db.insert(tables.activity).values(
    both((number, of, at) => ({
      ...{ id: tradeRow(item(of), at).id, kind: "SOLD" as const, from: address(of), to: address(number) },
      ...{ itemId: item(number).id, token: address(number), quantity: 1n, amount: 1n, listingId: digest(number) },
      ...{
        auctionId: digest(number),
        orderId: digest(number),
        block: 1n,
        blockHash: digest(1),
        ordinal: at,
        part: 0,
        ...place,
      },
    })),
  );
  await db.insert(tables.ledgerEntry).values(
    both((number, of, at) => ({
      ...{ id: `entry:${at}`, account: address(of), pocket: "WALLET" as const, direction: "IN" as const, amount: 1n },
      ...{ balance: 1n, cause: "TRADE" as const, reference: digest(number), counterparty: address(number), block: 1n },
      ...{ ordinal: at, ...place },
    })),
  );
}

/** Rows of a kind, at most. */
const MANY = 8;

/** What required arguments are given. An argument of another name stops the test until it stands here. */
const ARGUMENTS: Record<string, (field: string) => unknown> = {
  id: (field) => (field === "trade" ? tradeRow(itemAt(1), 1).id : digest(1)),
  token: () => address(1),
  tokenId: () => "1",
  address: () => address(1),
  nonce: () => "1",
  text: () => "sword",
};

function argumentsOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.flatMap((argument: GraphQLArgument) => {
    if (argument.name === "first") return [`first: ${MANY + 1}`];
    // All of them, whatever it would leave out by itself.
    if (argument.name === "filter" && ["listings", "auctions"].includes(name))
      return ["filter: { not: { status: [] } }"];
    if (!isRequiredArgument(argument)) return [];
    const value = ARGUMENTS[argument.name];
    if (!value) throw new Error(`Say in ARGUMENTS what ${name} is asked with for ${argument.name}.`);
    return [`${argument.name}: ${JSON.stringify(value(name))}`];
  });
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

type Asked = { path: string; query: string };

const isConnection = (type: GraphQLObjectType) => type.name.endsWith("Connection");

/** A query for each way from a type through so many relations, with all that the types at its end and on the way have to say of themselves. */
function waysFrom(type: GraphQLObjectType, relations: number): { path: string; selection: string }[] {
  const fields = Object.values(type.getFields());
  const own = fields.filter((field) => !isObjectType(getNamedType(field.type)));
  const plain = own.map((field) => `${field.name}${argumentsOf(field)}`);
  const ways = fields.flatMap((field) => {
    const below = getNamedType(field.type);
    // A page's elements are asked for as nodes; their edges are the same.
    if (!isObjectType(below) || field.name === "edges") return [];
    const steps = isConnection(type) ? relations : relations - 1;
    if (steps < 0) return [];
    return waysFrom(below, steps).map(({ path, selection }) => ({
      path: `.${field.name}${path}`,
      selection: `${plain.join(" ")} ${field.name}${argumentsOf(field)} { ${selection} }`,
    }));
  });
  const ends = plain.length > 0 ? [{ path: "", selection: plain.join(" ") }] : [];
  return ways.length > 0 ? ways : ends;
}

function everyQuery(): Asked[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap((field) => {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return [];
    return waysFrom(type, 2).map(({ path, selection }) => ({
      path: `${field.name}${path}`,
      query: `{ ${field.name}${argumentsOf(field)} { ${selection} } }`,
    }));
  });
}

describe("every query and every relation below it", function () {
  this.timeout(120_000);
  const FEW = 2;
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  before(async () => {
    database = await createTestDatabase();
    client = createTestClient(database.db);
  });
  after(() => database.close());

  it("is read in as many statements for many rows as for few", async () => {
    const asked = everyQuery();
    expect(asked.length).to.be.above(100);
    /** Of each query, the statements that it took and the size of its answer. */
    const measure = async (count: number) => {
      await fill(database, count);
      const found = new Map<string, { statements: number; size: number }>();
      for (const { path, query } of asked) {
        database.queries.length = 0;
        const { data, errors } = await client.ask(query);
        expect(errors, `${path}: ${query}`).to.equal(undefined);
        found.set(path, { statements: database.queries.length, size: JSON.stringify(data).length });
      }
      return found;
    };
    const [few, many] = [await measure(FEW), await measure(MANY)];
    const more = [...few].filter(([path, { statements }]) => many.get(path)?.statements !== statements);
    expect(more.map(([path, { statements }]) => `${path}: ${statements}, ${many.get(path)?.statements}`)).to.deep.equal(
      [],
    );
    const worst = Math.max(...[...many.values()].map(({ statements }) => statements));
    expect(worst).to.be.below(15);
    // The rows were there: the lists have grown.
    for (const [path, { size }] of many)
      if (/^(collections$|(listings|auctions|items|trades|offers|bids|activity|ledger)\.nodes)/.test(path))
        expect(size, path).to.be.above(few.get(path)?.size ?? 0);
  });
});
