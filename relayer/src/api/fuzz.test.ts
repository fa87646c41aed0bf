import { expect } from "chai";
import fc from "fast-check";
import { placeBid } from "../intake/placeBid.ts";
import { arbitraryOf, hostile, type JsonSchema, spoilt } from "../testing/arbitrary.ts";
import {
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
} from "../testing/house.ts";
import { toJson } from "../testing/http.ts";
import { conformity } from "../testing/openapi.ts";
import { listingOf, offerOf } from "../testing/orders.ts";
import { proving, signIn } from "../testing/signIn.ts";

const RUNS = 40;
const { id, event } = auctionOf();

type Parameter = { name: string; in: "path" | "query" | "header"; schema: JsonSchema };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  security?: unknown[];
  "x-problems": string[];
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** What exists, so that a request comes further than the first check. */
const known: Record<string, fc.Arbitrary<unknown>> = {
  id: fc.constant(id),
  ids: fc.constant(id),
  auctionId: fc.constant(id),
  address: fc.constant(people.bob.address),
};

/** Mostly what the schema takes, often of something that exists, at times nonsense. */
const mixed = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: known[name] ?? value, weight: 3 }, { arbitrary: value, weight: 2 }, hostile);

const encode = (value: unknown) => encodeURIComponent(String(value));

/** URLs of a route. */
function urlsOf(path: string, parameters: Parameter[], resolve: (ref: string) => JsonSchema): fc.Arbitrary<string> {
  const values = fc.record(
    Object.fromEntries(parameters.map(({ name, schema }) => [name, mixed(name, arbitraryOf(schema, resolve))])),
  );
  const stranger = fc.option(fc.tuple(hostile, hostile), { freq: 5 });
  return fc.tuple(values, stranger).map(([chosen, extra]) => {
    const filled = path.replaceAll(/{(\w+)}/g, (_, name: string) => encode(chosen[name]));
    const query = parameters
      .filter((parameter) => parameter.in === "query" && chosen[parameter.name] !== undefined)
      .map(({ name }) => [name, chosen[name]]);
    const pairs = [...query, ...(extra ? [extra] : [])].map((pair) => pair.map(encode).join("="));
    return pairs.length > 0 ? `${filled}?${pairs.join("&")}` : filled;
  });
}

const mediaTypes = fc.oneof(
  { arbitrary: fc.constant("application/json"), weight: 8 },
  fc.constantFrom("", "text/plain", "application/json; charset=utf-16", "multipart/form-data", "application/xml", ";"),
);

const mostly = fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0);

/** Bodies of a route: as described, spoilt in one place, any JSON, and anything at all. */
function bodiesOf(operation: Operation, valid: unknown[], resolve: (ref: string) => JsonSchema) {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return fc.constant(undefined);
  const good = fc.oneof(arbitraryOf(schema, resolve), ...valid.map((body) => fc.constant(JSON.parse(toJson(body)))));
  return fc.oneof(
    good.map(toJson),
    spoilt(good).map((body) => toJson(body) ?? ""),
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 200 }),
  );
}

describe("fuzz", () => {
  let house: House;
  let document: Document;
  let valid: unknown[];

  beforeEach(async () => {
    house = await openHouse({
      limits: { reads: 1e9, bids: 1e9, authentication: 1e9, profiles: 1e9, accountWrites: 1e9, streams: 1e6 },
    });
    house.chain.mine({ events: [event, depositOf(people.bob, 10n ** 9n)], timestamp: NOW + 1 });
    await house.follower.sync();
    await placeBid(house, await signedBid(people.bob, id, 100n), NOW + 1);
    document = (await (await house.app.request("/openapi.json")).json()) as Document;
    const { body: listing } = await listingOf(people.seller);
    const { body: offer } = await offerOf(people.bob, { tokens: [7n, 8n] });
    valid = [await signedBid(people.bob, id, 200n), await signedRequest(people.bob, 10n), listing, offer];
  });
  afterEach(() => house.hub.close());

  const resolve = (ref: string) => document.components.schemas[ref.split("/").at(-1) ?? ""] ?? {};

  /** A refusal is problem details with a code that the caller can know, and says nothing of the inside. */
  async function expectProblem(response: Response, codes: readonly string[]) {
    const text = await response.text();
    expect(response.status, text).to.satisfy((status: number) => status < 500 || status === 503);
    expect(text).to.not.match(/\n\s+at |node_modules|\.ts:\d|\/src\//);
    expect(response.headers.get("content-type"), text).to.equal("application/problem+json");
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(problem.status).to.equal(response.status);
    expect(problem.instance).to.equal(response.headers.get("x-request-id"));
    expect(codes).to.include(problem.code);
  }

  it("every route answers anything with what its description says, or with one of its refusals", async function () {
    this.timeout(120_000);
    const conforms = conformity(house.app);
    /** Routes for who is signed in that looked at more than the session. */
    const admitted = new Set<string>();
    let refused = 0;
    let answered = 0;
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(operations)) {
        const urls = urlsOf(path, operation.parameters ?? [], resolve);
        const bodies = bodiesOf(operation, valid, resolve);
        // Signed in for each anew: some of them end the session.
        const session = operation.security ? proving(await signIn(house, people.bob)) : undefined;
        const one = async (url: string, body: string | Uint8Array | undefined, type: string, isSignedIn: boolean) => {
          const stop = new AbortController();
          const headers: Record<string, string> = {
            ...(body !== undefined && type !== "" && { "content-type": type }),
            ...(isSignedIn && session),
          };
          const init = {
            method: method.toUpperCase(),
            headers,
            body: body as RequestInit["body"],
            signal: stop.signal,
          };
          const response = await house.app.request(url, init);
          if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
            await response.body?.cancel();
            answered += 1;
            if (session) admitted.add(`${method} ${path}`);
          } else if (response.headers.get("content-type") === "application/problem+json") {
            // A path parameter of nothing, or of dots, makes another path.
            await expectProblem(response, [...operation["x-problems"], ...(path.includes("{") ? ["not_found"] : [])]);
            refused += 1;
            if (isSignedIn && session && response.status !== 401) admitted.add(`${method} ${path}`);
          } else {
            await conforms(method, path, response);
            answered += 1;
            if (session) admitted.add(`${method} ${path}`);
          }
          stop.abort();
        };
        const property = fc.asyncProperty(urls, bodies, mediaTypes, mostly, one);
        await fc.assert(property, { numRuns: operation.parameters || operation.requestBody ? RUNS : 3 });
      }
    const secured = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { security }]) => (security ? `${method} ${path}` : [])),
    );
    expect([...admitted], "came past the session").to.have.members(secured);
    expect(refused, "refused").to.be.above(100);
    expect(answered, "answered").to.be.above(50);
  });

  it("what is no route is problem details too", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(hostile, fc.constantFrom("v1", "bids", "auctions", id, "health")), { maxLength: 5 }),
        fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW"),
        async (parts, method) => {
          const response = await house.app.request(`/${parts.map(encode).join("/")}`, { method });
          if (!response.ok) await expectProblem(response, strayCodes);
        },
      ),
    ));
  const strayCodes = ["not_found", "invalid_request", "auction_not_found"];

  it("a body nested thousands deep is refused like any other", async () => {
    for (const body of ["[".repeat(8_000), `${"[".repeat(8_000)}${"]".repeat(8_000)}`, `${'{"a":'.repeat(3_000)}`]) {
      const headers = { "content-type": "application/json" };
      const response = await house.app.request("/v1/bids", { method: "POST", headers, body });
      await expectProblem(response, ["malformed_json", "invalid_request"]);
    }
  });
});
