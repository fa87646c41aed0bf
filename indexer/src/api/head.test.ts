import { expect } from "chai";
import { createHeadReader, createSharedHeadReader } from "./head.ts";
import type { Database } from "./query/database.ts";

const checkpoint = (block: number) =>
  `${1_800_000_000 + block}${"84532".padStart(16, "0")}${String(block).padStart(16, "0")}${"9".repeat(33)}`;

describe("how far the index has come", () => {
  /** A database whose checkpoint the test moves. */
  const database = (row?: { latest: number; safe: number }) => {
    const state = { row };
    const execute = async () => ({
      rows: state.row ? [{ latest: checkpoint(state.row.latest), safe: checkpoint(state.row.safe) }] : [],
    });
    return { state, db: { execute } as unknown as Database };
  };

  it("is nowhere at first, and then where Ponder says", async () => {
    const { state, db } = database();
    const readHead = createHeadReader(db, 84_532);
    expect(await readHead()).to.deep.equal({ chainId: 84_532, block: 0n, timestamp: 0 });
    state.row = { latest: 7, safe: 7 };
    expect(await readHead()).to.deep.equal({ chainId: 84_532, block: 7n, timestamp: 1_800_000_007 });
    state.row = { latest: 9, safe: 7 };
    expect((await readHead()).block).to.equal(9n);
  });

  it("is back at the safe block after a restart, until Ponder moves on", async () => {
    const { state, db } = database({ latest: 9, safe: 4 });
    const readHead = createHeadReader(db, 84_532);
    expect((await readHead()).block).to.equal(4n);
    state.row = { latest: 5, safe: 4 };
    expect((await readHead()).block).to.equal(5n);
    state.row = { latest: 9, safe: 4 };
    expect((await readHead()).block).to.equal(9n);
  });

  it("is where the writer of a Postgres says, also for one that looks for the first time", async () => {
    const { state, db } = database({ latest: 9, safe: 4 });
    const readHead = createSharedHeadReader(db, 84_532);
    expect((await readHead()).block).to.equal(9n);
    state.row = { latest: 4, safe: 4 };
    expect((await readHead()).block).to.equal(4n);
    delete state.row;
    expect(await readHead()).to.deep.equal({ chainId: 84_532, block: 0n, timestamp: 0 });
  });
});
