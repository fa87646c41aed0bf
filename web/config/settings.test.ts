import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { PageSettingsError, pagePort, placesFromEnvironment, readSettings } from "./settings.ts";

describe("the page's settings", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chain-page-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("say where things are by default, and follow the ports", () => {
    const places = placesFromEnvironment({ PLAZA_RELAYER_PORT: "50070" }, "/house");
    expect(places).to.deep.equal({
      deploymentFolder: "/house/ignition/deployments/chain-31337",
      chainId: undefined,
      rpcUrl: "http://127.0.0.1:8545",
      graphqlUrl: "http://127.0.0.1:42069/graphql",
      relayerUrl: "http://127.0.0.1:50070",
    });
  });

  it("name what is missing when there is no deployment record", () => {
    const places = placesFromEnvironment({ PLAZA_DEPLOYMENT: folder }, "/house");
    expect(() => readSettings(places)).to.throw(PageSettingsError, /PLAZA_DEPLOYMENT: no deployment record/);
  });

  for (const bad of ["0", "-1", "http", "70000"]) {
    it(`refuse the port ${bad}`, () => {
      expect(() => pagePort({ PLAZA_PAGE_PORT: bad })).to.throw(PageSettingsError, /PLAZA_PAGE_PORT/);
    });
  }
});
