import { expect } from "chai";
import { Breakers } from "../breaker.ts";
import type { Database } from "./database.ts";
import { guardReads } from "./guard.ts";

const failing = (code: string | undefined) =>
  ({ query: () => Promise.reject(Object.assign(new Error("refused"), { code })) }) as unknown as Database;

describe("reads of the database", () => {
  const after = async (code: string | undefined) => {
    const breakers = new Breakers({ failures: 1 });
    await guardReads(failing(code), breakers)
      .query("SELECT 1")
      .catch(() => {});
    return breakers.states().database;
  };

  it("stop while the server is away", async () => {
    for (const code of [undefined, "ECONNREFUSED", "08006", "53300", "57P01", "58030"])
      expect(await after(code), code).to.equal("open");
  });

  it("go on after a query that was refused for what it asked", async () => {
    for (const code of ["23505", "42P01", "22003"]) expect(await after(code), code).to.equal("closed");
  });
});
