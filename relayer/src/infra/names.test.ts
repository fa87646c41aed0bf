import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { Breakers } from "./breaker.ts";
import { ensResolver } from "./names.ts";

describe("names of ENS", () => {
  let server: Server;
  let asked = 0;
  before(async () => {
    server = createServer((_, response) => {
      asked += 1;
      response.writeHead(503).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("are not asked for while their node keeps failing, which is no answer that there is no such name", async () => {
    const breakers = new Breakers({ failures: 2 });
    const resolve = ensResolver(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, breakers);
    const failures: unknown[] = [];
    for (let call = 0; call < 3; call++) {
      const before = asked;
      await resolve("nim.eth").then(
        (owner) => failures.push(owner),
        (error: unknown) => failures.push(error instanceof Error),
      );
      expect(asked - before > 0).to.equal(call < 2);
    }
    expect(failures).to.deep.equal([true, true, true]);
    expect(breakers.states()).to.deep.equal({ ens: "open" });
  });
});
