import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { MetadataError } from "./failure.ts";
import { FETCH_LIMITS, fetchJson, type Network } from "./fetchJson.ts";
import { isPublicAddress } from "./publicAddress.ts";

describe("documents from servers that strangers name", () => {
  let server: Server;
  let answer: RequestListener;
  let asked: string[];
  let base: string;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.headers.host} ${request.url}`);
      answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
    answer = (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"name":"Sword"}');
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The public internet of these tests is 127.0.0.1 alone; all else is judged as it is. */
  const network: Network = {
    resolve: async (hostname) => {
      if (hostname === "nowhere.test") throw new Error("ENOTFOUND");
      const inside = [{ address: "10.0.0.5", family: 4 }];
      const here = [{ address: "127.0.0.1", family: 4 }];
      return hostname === "inside.test" ? inside : hostname === "both.test" ? [...here, ...inside] : here;
    },
    isAllowed: (address) => address === "127.0.0.1" || isPublicAddress(address),
  };
  const get = (url: string, changes: Partial<typeof FETCH_LIMITS | { bytes: number; timeout: number }> = {}) =>
    fetchJson(new URL(url), { network, limits: { ...FETCH_LIMITS, ...changes } });
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => "nothing",
      (error: MetadataError) => error.reason,
    );
  const redirect = (location: string): RequestListener => {
    return (_, response) => response.writeHead(302, { location }).end();
  };

  it("are read as JSON, by the name that the URL has", async () => {
    expect(await get(`http://shop.test${base}/1.json`)).to.deep.equal({ name: "Sword" });
    expect(asked).to.deep.equal([`shop.test${base} /1.json`]);
    answer = (request, response) =>
      request.url === "/1"
        ? redirect("/2")(request, response)
        : response.writeHead(200, { "content-type": "application/ld+json; charset=utf-8" }).end("[1]");
    expect(await get(`http://shop.test${base}/1`)).to.deep.equal([1]);
  });

  it("are not looked for at private addresses, by number, by name or by one name of several addresses", async () => {
    for (const host of [
      "10.0.0.1",
      "127.0.0.2",
      "0x7f.0.0.2",
      "2130706434",
      "169.254.169.254",
      "[::1]",
      "[::ffff:10.0.0.1]",
      "inside.test",
      "both.test",
    ])
      expect(await refusal(get(`http://${host}${base}/`)), host).to.equal("ADDRESS_REFUSED");
    expect(asked).to.deep.equal([]);
  });

  it("are not followed to private addresses, nor off http, nor for ever", async () => {
    for (const [location, reason] of [
      [`http://127.0.0.2${base}/`, "ADDRESS_REFUSED"],
      ["http://inside.test/", "ADDRESS_REFUSED"],
      ["//[::1]/", "ADDRESS_REFUSED"],
      ["file:///etc/passwd", "BAD_URI"],
      ["ftp://shop.test/", "BAD_URI"],
      [`http://user:password@shop.test${base}/`, "BAD_URI"],
      ["http://[", "BAD_URI"],
      ["/again", "HTTP_ERROR"],
    ] as const) {
      answer = redirect(location);
      expect(await refusal(get(`http://shop.test${base}/`)), location).to.equal(reason);
    }
    expect(asked.filter((one) => one.endsWith("/again"))).to.have.length(FETCH_LIMITS.redirects);
  });

  it("go to the address that was looked at, whatever the name stands for a moment later", async () => {
    const answers = ["127.0.0.1", "10.0.0.5"];
    const rebinding: Network = {
      ...network,
      resolve: async () => [{ address: answers.shift() ?? "10.0.0.5", family: 4 }],
    };
    expect(await fetchJson(new URL(`http://shop.test${base}/`), { network: rebinding })).to.deep.equal({
      name: "Sword",
    });
    expect(answers).to.deep.equal(["10.0.0.5"]);
  });

  it("are refused when they are no JSON, of another type, compressed or missing", async () => {
    const send = (status: number, headers: Record<string, string>, body: string): RequestListener => {
      return (_, response) => response.writeHead(status, headers).end(body);
    };
    const type = { "content-type": "application/json" };
    for (const [how, reason] of [
      [send(200, { "content-type": "text/html" }, "{}"), "NOT_JSON"],
      [send(200, {}, "{}"), "NOT_JSON"],
      [send(200, { "content-type": "application/jsonp" }, "{}"), "NOT_JSON"],
      [send(200, { ...type, "content-encoding": "gzip" }, "{}"), "NOT_JSON"],
      [send(200, type, "{"), "NOT_JSON"],
      [send(404, type, "{}"), "HTTP_ERROR"],
      [send(503, type, "{}"), "HTTP_ERROR"],
      [((_, response) => response.destroy()) as RequestListener, "UNREACHABLE"],
    ] as const) {
      answer = how;
      expect(await refusal(get(`http://shop.test${base}/`))).to.equal(reason);
    }
    expect(await refusal(get("http://nowhere.test/"))).to.equal("UNREACHABLE");
  });

  it("are read no further than they may be large, whether they say so or not, and no longer than they may take", async () => {
    const type = { "content-type": "application/json" };
    answer = (_, response) => response.writeHead(200, { ...type, "content-length": "1000" }).write("[");
    expect(await refusal(get(`http://shop.test${base}/`, { bytes: 100 }))).to.equal("TOO_LARGE");
    answer = (_, response) => response.writeHead(200, type).write(" ".repeat(101));
    expect(await refusal(get(`http://shop.test${base}/`, { bytes: 100 }))).to.equal("TOO_LARGE");
    answer = (_, response) => response.writeHead(200, type).write("[");
    expect(await refusal(get(`http://shop.test${base}/`, { timeout: 50 }))).to.equal("TIMEOUT");
    const silent: Network = { ...network, resolve: () => new Promise(() => {}) };
    const limits = { ...FETCH_LIMITS, timeout: 50 };
    expect(await refusal(fetchJson(new URL("http://shop.test/"), { network: silent, limits }))).to.equal("TIMEOUT");
  });

  it("tell public addresses from all others", () => {
    const others =
      "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 64:ff9b::808:808 fc00::1 fe80::1 ff02::1 2001::1 2001:db8::1 2002:a00:1:: 3fff::1 example.org";
    expect(others.split(" ").filter(isPublicAddress)).to.deep.equal([]);
    const ours =
      "1.1.1.1 8.8.8.8 100.63.255.255 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700:4700::1111 2a00:1450::1";
    expect(ours.split(" ").filter((address) => !isPublicAddress(address))).to.deep.equal([]);
  });
});
