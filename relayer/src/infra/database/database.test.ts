import { expect } from "chai";
import { emptyDatabase } from "../../testing/database.ts";
import type { Database } from "./database.ts";
import { claimDatabase, ForeignDatabaseError } from "./identity.ts";

/** Runs on PGlite with the other suites of the relayer, and on a real Postgres with those of the servers. */
describe("database", () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
  });

  const messageOf = (failing: Promise<unknown>) =>
    failing.then(
      () => "nothing failed",
      (error: Error) => error.message,
    );

  it("rolls a failed transaction back", async () => {
    const failed = database.transaction(async (queries) => {
      await queries.query("INSERT INTO nonces VALUES (1, 'settlement')");
      throw new Error("power cut");
    });
    expect(await messageOf(failed)).to.equal("power cut");
    expect(await database.query("SELECT * FROM nonces")).to.deep.equal([]);
  });

  it("goes on after a transaction whose statement failed", async () => {
    const failed = database.transaction((queries) => queries.query("INSERT INTO nonces VALUES (1, 'gift')"));
    expect(await messageOf(failed)).to.include("nonces_purpose_check");
    await database.transaction((queries) => queries.query("INSERT INTO nonces VALUES (1, 'settlement')"));
    expect(await database.query("SELECT purpose FROM nonces")).to.deep.equal([{ purpose: "settlement" }]);
  });

  it("answers a transaction with what its work returns", async () => {
    const rows = await database.transaction((queries) => queries.query("SELECT 1 AS one"));
    expect(rows).to.deep.equal([{ one: 1 }]);
  });

  it("refuses a nonce that was handed out before, for whatever it was", async () => {
    await database.query("INSERT INTO nonces VALUES (1, 'settlement')");
    expect(await messageOf(database.query("INSERT INTO nonces VALUES (1, 'withdrawal')"))).to.include("nonces_pkey");
  });

  it("keeps amounts of 78 digits to the last", async () => {
    const amount = 2n ** 256n - 1n;
    const [row] = await database.query<{ amount: string }>("SELECT $1::numeric::text AS amount", [amount.toString()]);
    expect(BigInt(row?.amount ?? 0)).to.equal(amount);
  });

  it("gives whole numbers of 64 bits as numbers where one holds them, else exactly", async () => {
    const [row] = await database.query("SELECT 9007199254740991::bigint AS safe, 9223372036854775807::bigint AS large");
    expect(row).to.deep.equal({ safe: Number.MAX_SAFE_INTEGER, large: 2n ** 63n - 1n });
  });

  it("takes lists and JSON as parameters", async () => {
    const [row] = await database.query("SELECT $1::text[] AS list, $2::jsonb AS json", [["a,b", 'c"d'], '{"e":[1]}']);
    expect(row).to.deep.equal({ list: ["a,b", 'c"d'], json: { e: [1] } });
  });

  it("appends rows whatever is in them, all or none", async () => {
    const row = (account: string, text: string) => ({
      ...{ account, display_name: text, handle: null, handle_verified: true },
      ...{ description: "\\N", avatar: text, updated_at: 7 },
    });
    const names = ["tab\there", "two\r\nlines", "back\\slash", "a \"quote\", 'another' and a ☃", ""];
    await database.append(
      "profiles",
      names.map((name, index) => row(`0x${index}`, name)),
    );
    const stored = await database.query("SELECT * FROM profiles ORDER BY account");
    expect(stored).to.deep.equal(names.map((name, index) => row(`0x${index}`, name)));
    await database.append("profiles", []);
    const twice = database.append("profiles", [row("0xnew", "new"), row("0x1", "again")]);
    expect(await messageOf(twice)).to.include("profiles_pkey");
    expect(await database.query("SELECT 1 FROM profiles")).to.have.length(names.length);
  });

  it("belongs to one Marketplace, and keeps its nonce epoch", async () => {
    const mine = { chainId: 31_337, marketplace: "0xaa" };
    const epoch = await claimDatabase(database, mine);
    expect(await claimDatabase(database, mine)).to.equal(epoch);
    expect(epoch).to.satisfy((value: bigint) => value > 0n && value < 2n ** 128n);
    for (const other of [
      { ...mine, chainId: 1 },
      { ...mine, marketplace: "0xbb" },
    ])
      expect(await claimDatabase(database, other).catch((error: unknown) => error)).to.be.instanceOf(
        ForeignDatabaseError,
      );
  });

  it("belongs to one Marketplace where several claim it at once, all with the same nonces", async () => {
    const mine = { chainId: 31_337, marketplace: "0xaa" };
    const epochs = await Promise.all(Array.from({ length: 5 }, () => claimDatabase(database, mine)));
    expect(new Set(epochs).size).to.equal(1);
  });
});
