import { expect } from "chai";
import { emptyDatabase } from "../../testing/database.ts";
import type { Database } from "./database.ts";
import { claimFolder, ForeignFolderError } from "./identity.ts";
import { migrate } from "./migrate.ts";

describe("database", () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
  });

  it("applies each migration once", async () => {
    await migrate(database);
    const rows = await database.query<{ name: string }>("SELECT name FROM migrations ORDER BY name");
    expect(rows.map(({ name }) => name)).to.deep.equal(["0001_initial.sql", "0002_order_of_transactions.sql"]);
  });

  it("rolls a failed transaction back", async () => {
    const failed = database.transaction(async (queries) => {
      await queries.query("INSERT INTO nonces VALUES (1, 'settlement')");
      throw new Error("power cut");
    });
    expect(await failed.catch((error: Error) => error.message)).to.equal("power cut");
    expect(await database.query("SELECT * FROM nonces")).to.deep.equal([]);
  });

  it("refuses a nonce that was handed out before, for whatever it was", async () => {
    await database.query("INSERT INTO nonces VALUES (1, 'settlement')");
    const again = database.query("INSERT INTO nonces VALUES (1, 'withdrawal')");
    expect(await again.catch((error: Error) => error.message)).to.include("nonces_pkey");
  });

  it("belongs to one Marketplace, and keeps its nonce epoch", async () => {
    const mine = { chainId: 31_337, marketplace: "0xaa" };
    const epoch = await claimFolder(database, mine);
    expect(await claimFolder(database, mine)).to.equal(epoch);
    expect(epoch).to.satisfy((value: bigint) => value > 0n && value < 2n ** 128n);
    for (const other of [
      { ...mine, chainId: 1 },
      { ...mine, marketplace: "0xbb" },
    ])
      expect(await claimFolder(database, other).catch((error: unknown) => error)).to.be.instanceOf(ForeignFolderError);
  });
});
