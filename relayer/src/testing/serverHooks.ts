import type { Context } from "mocha";
import { closeDatabase, emptyDatabase, useDatabase } from "./database.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

let postgres: TestPostgres;

/** What comes before and after the suites that run on a real Postgres. */
export const mochaHooks = {
  async beforeAll(this: Context) {
    this.timeout(120_000);
    postgres = await startPostgres();
    useDatabase(await postgres.createDatabase("plaza"));
    await emptyDatabase();
  },

  async afterAll() {
    await closeDatabase();
    await postgres.close();
  },
};

/** The server of this run. */
export const testPostgres = (): TestPostgres => postgres;
