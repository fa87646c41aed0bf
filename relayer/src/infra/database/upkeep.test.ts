import { expect } from "chai";
import { emptyDatabase } from "../../testing/database.ts";
import type { Database } from "./database.ts";
import { Upkeep } from "./upkeep.ts";

describe("the upkeep of an embedded database", () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
    await database.script(`
      INSERT INTO bid_outbox (auction_id, first, last) SELECT n::text, 1, 1 FROM generate_series(1, 2000) n;
      DELETE FROM bid_outbox;`);
  });

  const look = async () => {
    const [row] = await database.query<{ size: number; checkpoint: string }>(
      "SELECT pg_relation_size('bid_outbox') AS size, redo_lsn::text AS checkpoint FROM pg_control_checkpoint()",
    );
    return { size: row?.size ?? 0, checkpoint: row?.checkpoint ?? "" };
  };

  it("begins its journal anew, and gives back the places of what is no longer in a queue", async () => {
    const before = await look();
    await new Upkeep(database, 0).run();
    const after = await look();
    expect(before.size).to.be.greaterThan(0);
    expect(after.size).to.equal(0);
    expect(after.checkpoint).to.not.equal(before.checkpoint);
  });

  it("leaves it alone while little was written, and looks only now and then", async () => {
    const before = await look();
    const upkeep = new Upkeep(database);
    await upkeep.run();
    expect(await look()).to.deep.equal(before);
    let looks = 0;
    const counting = new Upkeep({
      ...database,
      async query() {
        looks += 1;
        return [];
      },
    });
    for (let n = 0; n < 1_000; n++) counting.note();
    await counting.close();
    expect(looks).to.equal(1);
  });
});
