import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { freePorts } from "../../scripts/lib/ports.ts";
import { NpmStart } from "../helpers/npmStart.ts";

describe("npm start that cannot", () => {
  let start: NpmStart | undefined;
  afterEach(() => start?.kill());

  it("names a port in use and the variable that moves it, before anything starts", async () => {
    const ports = await freePorts();
    const taken = createServer().listen(ports.relayer, "127.0.0.1");
    await once(taken, "listening");
    start = new NpmStart(ports);
    expect(await start.exitCode()).to.equal(1);
    taken.close();
    expect(start.output).to.contain(
      `Port ${ports.relayer}, where the relayer would listen, is in use. PLAZA_RELAYER_PORT moves it.`,
    );
    expect(start.output).not.to.contain("contracts");
  });

  it("refuses what it does not know, and helps", async () => {
    start = new NpmStart(await freePorts(), "--frseh");
    expect(await start.exitCode()).to.equal(2);
    expect(start.output).to.contain("--frseh").and.contain("Usage: npm start");
  });
});
