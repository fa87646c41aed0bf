import type { Context } from "mocha";
import { closeDatabase, emptyDatabase } from "./database.ts";

/** What comes before and after all suites of this workspace. */
export const mochaHooks = {
  /** Making a database takes seconds of a busy machine; no test should have to pay for it. */
  async beforeAll(this: Context) {
    this.timeout(120_000);
    await emptyDatabase();
  },

  async afterAll() {
    await closeDatabase();
  },
};
