import { readFile } from "node:fs/promises";
import { expect } from "chai";
import {
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  validateSchema,
} from "graphql";
import { breakingChanges } from "../../scripts/breakingChanges.ts";
import { createTestClient } from "../../testing/client.ts";
import { schema, sdl } from "./graphql/schema.ts";
import type { Database } from "./query/database.ts";

describe("GraphQL schema", () => {
  it("is valid, and the committed SDL is it", async () => {
    expect(validateSchema(schema)).to.deep.equal([]);
    expect(await readFile(new URL("../../schema.graphql", import.meta.url), "utf8")).to.equal(sdl);
  });

  it("tells what of a change breaks clients, and what does not", () => {
    expect(breakingChanges(sdl, schema)).to.deep.equal([]);
    const before = sdl
      .replace(/^type Query \{/m, "type Query {\n  gone: Int")
      .replace("transaction: Bytes32!", "transaction: Bytes32");
    expect(breakingChanges(before, schema)).to.deep.equal(["Query.gone was removed. (FIELD_REMOVED)"]);
    expect(breakingChanges("type Query { _meta: Meta! } type Meta { chainId: Int! }", schema)).to.deep.equal([]);
  });

  it("describes every type, field, argument and enum value", () => {
    const bare: string[] = [];
    const look = (name: string, thing: { description?: string | null }) => {
      if (!thing.description?.trim()) bare.push(name);
    };
    for (const [name, type] of Object.entries(schema.getTypeMap())) {
      if (name.startsWith("__") || isSpecifiedScalarType(type)) continue;
      look(name, type);
      if (isEnumType(type)) for (const value of type.getValues()) look(`${name}.${value.name}`, value);
      if (isObjectType(type) || isInputObjectType(type))
        for (const field of Object.values(type.getFields())) {
          look(`${name}.${field.name}`, field);
          if ("args" in field) for (const arg of field.args) look(`${name}.${field.name}(${arg.name})`, arg);
        }
    }
    expect(bare).to.deep.equal([]);
  });

  it("can be asked for by tools", async () => {
    const { data, errors } = await createTestClient({} as Database).ask<{ __schema: object }>(getIntrospectionQuery());
    expect(errors).to.equal(undefined);
    expect(data.__schema).to.have.nested.property("queryType.name", "Query");
  });

  it("can be explored on a page that loads nothing from elsewhere", async function () {
    this.timeout(60_000);
    const { app } = createTestClient({} as Database);
    const response = await app.request("/graphql", { headers: { accept: "text/html" } });
    expect(response.status).to.equal(200);
    const page = await response.text();
    const loads = [...page.slice(0, 5_000).matchAll(/<(?:script|link|img)[^>]*(?:src|href)="([^"]*)"/g)].map(
      ([, url]) => url ?? "",
    );
    expect(page).to.include("Plaza");
    expect(loads.filter((url) => !url.startsWith("data:"))).to.deep.equal([]);
    expect(page).not.to.match(/unpkg\.com|jsdelivr\.net|esm\.sh/);
  });
});
