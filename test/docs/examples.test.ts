import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../../scripts/lib/root.ts";
import { installPackedSdk, type Project } from "../helpers/packedSdk.ts";
import { runSoundly } from "../helpers/run.ts";
import { type House, openHouse } from "./house.ts";

describe("the examples that are programs, beside the packed SDK", function () {
  this.timeout(120_000);
  let house: House;
  let project: Project;

  before(async function () {
    this.timeout(400_000);
    [project, house] = await Promise.all([installPackedSdk(["viem", "ethers"]), openHouse()]);
  });

  after(() => project?.close());

  /** Runs a copy of an example in the project, where it finds the packed SDK. */
  async function runExample(name: string, ...args: string[]): Promise<string> {
    const folder = join(project.folder, name);
    const filter = (path: string) => !path.includes("node_modules");
    await cp(join(root, "examples", name), folder, { recursive: true, filter });
    const { deploymentFolder, rpcUrl, graphqlUrl, relayerUrl } = house;
    const places = { PLAZA_DEPLOYMENT: deploymentFolder, PLAZA_RPC_URL: rpcUrl, PLAZA_GRAPHQL_URL: graphqlUrl };
    const env = { ...process.env, ...places, PLAZA_RELAYER_URL: relayerUrl };
    return runSoundly("node", ["main.ts", ...args], { cwd: folder, env });
  }

  it("node: buys a weapon and tells each step", async () => {
    const told = await runExample("node", "60");
    expect(told).to.match(/^.+ for [\d.]+ Credits$/m);
    expect(told).to.match(/^100 % /m);
    expect(told).to.match(/^Paid [\d.]+: [\d.]+ to the seller, [\d.]+ to the house\.$/m);
  });

  it("ethers: buys armor, and is told that it is sold when it asks again", async () => {
    const told = await runExample("ethers");
    expect(told).to.match(/^.+ for [\d.]+ Credits$/m);
    expect(told).to.include("Once more: ListingNotActiveError");
  });
});
