import { expect } from "chai";
import { Hono } from "hono";
import superjson from "superjson";
import { oneStatement, refuseSql } from "./sql.ts";

describe("what SQL is let through to Ponder", () => {
  const app = new Hono().get("/sql/db", oneStatement, (c) => c.text("asked"));
  const ask = async (query: string) => (await app.request(`/sql/db?sql=${encodeURIComponent(query)}`)).status;
  const statement = (sql: unknown) => ask(superjson.stringify({ sql, params: [1n] }));

  it("is one statement, which may end as usual", async () => {
    for (const sql of ["select 1", "select 1;", "select 1 ;\n"]) expect(await statement(sql), sql).to.equal(200);
    expect(await ask(superjson.stringify({ sql: "select $1", params: ["a;b"] }))).to.equal(200);
  });

  it("is not several, by whatever spelling, nor what is no text", async () => {
    for (const sql of ["select 1; select 2", "commit; begin read write;", "select 1;;", "select ';'", 1, null, ["a"]])
      expect(await statement(sql), String(sql)).to.equal(400);
    // The parser copies what the query says is the same value, here over the harmless one.
    const twice = {
      json: { other: "select 1; select 2", sql: "x" },
      meta: { referentialEqualities: { other: ["sql"] } },
    };
    for (const query of [JSON.stringify(twice), "no JSON", "{}", "null"]) expect(await ask(query)).to.equal(400);
  });

  it("is nothing where it is not served, and the answer says what to do", async () => {
    const response = await new Hono().get("/sql/db", refuseSql).request("/sql/db?sql=x");
    expect([response.status, await response.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 403 && text.includes("DATABASE_READ_URL"),
    );
  });
});
