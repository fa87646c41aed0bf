import { createServer } from "node:net";
import { expect } from "chai";
import { ensureFree, freePorts, PortError, portsFromEnvironment } from "./ports.ts";

describe("ports", () => {
  it("are the documented ones unless a variable moves them", () => {
    expect(portsFromEnvironment({})).to.deep.equal({ chain: 8545, graphql: 42069, relayer: 42070, page: 5173 });
    expect(portsFromEnvironment({ PLAZA_PAGE_PORT: "8080" }).page).to.equal(8080);
  });

  for (const text of ["0", "65536", "-1", "80.5", "0x50", "http", " "])
    it(`refuse "${text}" by the variable's name`, () => {
      expect(() => portsFromEnvironment({ PLAZA_CHAIN_PORT: text })).to.throw(
        PortError,
        `PLAZA_CHAIN_PORT: got "${text}"`,
      );
    });

  it("refuse one port for two", () => {
    expect(() => portsFromEnvironment({ PLAZA_RELAYER_PORT: "8545" })).to.throw(
      PortError,
      "PLAZA_RELAYER_PORT and PLAZA_CHAIN_PORT are both 8545",
    );
  });

  it("name every port in use, with the variable that moves it", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    const { page } = await freePorts();
    try {
      const refused = await ensureFree({ chain: port, graphql: port, page }).then(String, String);
      expect(refused).to.contain(`Port ${port}, where the chain would listen, is in use. PLAZA_CHAIN_PORT moves it.`);
      expect(refused).to.contain(
        `Port ${port}, where the indexer would listen, is in use. PLAZA_GRAPHQL_PORT moves it.`,
      );
      expect(refused).not.to.contain("PLAZA_PAGE_PORT");
    } finally {
      taken.close();
    }
  });

  it("that are free are four and can be had", async () => {
    const ports = await freePorts();
    expect(new Set(Object.values(ports)).size).to.equal(4);
    await ensureFree(ports);
  });
});
