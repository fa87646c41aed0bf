import { expect } from "chai";
import { readData, readDeployment, readSettings, SettingError } from "./config.ts";

const keys = {
  PLAZA_RELAYER_SETTLER_KEY: `0x${"01".repeat(32)}`,
  PLAZA_RELAYER_RECEIPT_KEY: `0x${"02".repeat(32)}`,
  PLAZA_RELAYER_SENDER_KEY: `0x${"03".repeat(32)}`,
};

function problemOf(environment: Record<string, string | undefined>): SettingError {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingError) return error;
    throw error;
  }
  throw new Error("The settings were accepted.");
}

describe("settings", () => {
  it("need only the keys on a local chain", () => {
    const settings = readSettings({ ...keys, HOME: "/root" });
    expect(settings).to.include({
      host: "127.0.0.1",
      port: 42_070,
      data: ".plaza/relayer",
      chainId: 31_337,
      pollMs: 250,
      logLevel: "info",
      finality: "latest",
    });
    expect(settings.rpcUrl).to.deep.equal(["http://127.0.0.1:8545"]);
    expect(settings.keys?.settler.reveal()).to.equal(keys.PLAZA_RELAYER_SETTLER_KEY);
  });

  it("take several endpoints of the chain", () => {
    const PLAZA_RPC_URL = "https://one.test/key, http://two.test";
    expect(readSettings({ ...keys, PLAZA_RPC_URL }).rpcUrl).to.deep.equal(["https://one.test/key", "http://two.test"]);
  });

  it("keep the bids on a server where there is one, else in a folder", () => {
    const DATABASE_URL = "postgres://plaza:secret@db.test:5432/plaza";
    expect(readSettings({ ...keys, DATABASE_URL }).data).to.equal(DATABASE_URL);
    expect(readData({ DATABASE_URL })).to.equal(DATABASE_URL);
    expect(readData({ PLAZA_RELAYER_DATA: "bids" })).to.equal("bids");
    const problem = problemOf({ ...keys, DATABASE_URL: "mysql://plaza:secret@db.test" });
    expect(problem.message).to.match(/^DATABASE_URL: got a text of 28 characters, expected postgres:/);
    expect(() => readData({ DATABASE_URL: "mysql://db.test" })).to.throw(SettingError, "DATABASE_URL");
  });

  it("take a Redis server, and show no password of it", () => {
    expect(readSettings({ ...keys, REDIS_URL: "rediss://:secret@redis.test" }).redisUrl).to.equal(
      "rediss://:secret@redis.test",
    );
    const { message } = problemOf({ ...keys, REDIS_URL: "http://:secret@redis.test" });
    expect(message)
      .to.match(/^REDIS_URL: got a text of 25 characters, expected redis:/)
      .and.not.include("secret");
  });

  it("trust only finalized blocks of any other chain", () => {
    expect(readSettings({ ...keys, PLAZA_CHAIN_ID: "1" }).finality).to.equal("finalized");
    expect(readSettings({ ...keys, PLAZA_CHAIN_ID: "1", PLAZA_RELAYER_FINALITY: "latest" }).finality).to.equal(
      "latest",
    );
    expect(readSettings({ ...keys, PLAZA_DEPLOYMENT: "deployments/chain-8453" }).chainId).to.equal(8_453);
  });

  it("stop at an unknown key, and name it", () => {
    const problem = problemOf({ ...keys, PLAZA_RELAYER_PROT: "1" });
    expect(problem.key).to.equal("PLAZA_RELAYER_PROT");
    expect(problem.message).to.include("unknown setting").and.include("PLAZA_RELAYER_PORT");
  });

  it("name the key, what they got and what they expect", () => {
    const cases: [string, string | undefined, RegExp][] = [
      ["PLAZA_RELAYER_PORT", "http", /got "http", expected a port from 0 to 65535/],
      ["PLAZA_RELAYER_PORT", "70000", /got "70000", expected a port from 0 to 65535/],
      ["PLAZA_RELAYER_POLL_MS", "1", /got "1", expected milliseconds from 10 to 60000/],
      ["PLAZA_RELAYER_LOG_LEVEL", "loud", /got "loud", expected one of fatal, /],
      ["PLAZA_RELAYER_FINALITY", "safe", /got "safe", expected finalized or latest/],
      ["PLAZA_RELAYER_HOST", "", /got "", expected a host name/],
      ["PLAZA_RELAYER_TRUSTED_CALLERS", "10.0.0.1,me", /got "10.0.0.1,me", expected IP addresses/],
      ["PLAZA_RELAYER_ORIGINS", "plaza.example", /got "plaza.example", expected origins such as/],
      ["PLAZA_CHAIN_ID", "0", /got "0", expected a positive whole number/],
      ["PLAZA_RPC_URL", "ftp://x", /got a text of 7 characters, expected an http or https URL/],
      ["PLAZA_RELAYER_SETTLER_KEY", "p256:0x12", /got a text of 9 characters, expected a private key .* or the URL/],
      ["PLAZA_RELAYER_SENDER_KEY", undefined, /got nothing, expected a private key of 32 bytes/],
    ];
    for (const [key, value, message] of cases) {
      const problem = problemOf({ ...keys, [key]: value });
      expect(problem.key).to.equal(key);
      expect(problem.message).to.match(message);
    }
  });

  it("never show a secret", () => {
    const problem = problemOf({ ...keys, PLAZA_RELAYER_SETTLER_KEY: "deadbeef" });
    expect(problem.message).to.include("got a text of 8 characters").and.not.include("deadbeef");
  });

  it("want different keys for settlements and receipts (MECHANISM.md 20)", () => {
    const same = { ...keys, PLAZA_RELAYER_RECEIPT_KEY: keys.PLAZA_RELAYER_SETTLER_KEY };
    expect(problemOf(same).key).to.equal("PLAZA_RELAYER_RECEIPT_KEY");
  });

  it("give keys to who signs, and a public port to who serves (docs/decisions/0025)", () => {
    const shared = { DATABASE_URL: "postgres://plaza@db.test/plaza" };
    const api = { ...shared, PLAZA_RELAYER_ROLE: "api" };
    const worker = { ...shared, ...keys, PLAZA_RELAYER_ROLE: "worker" };
    expect(readSettings(api)).to.include({ role: "api", keys: undefined });
    expect(readSettings({ ...worker, PLAZA_RELAYER_HEALTH_PORT: "9000" })).to.include({
      role: "worker",
      healthPort: 9_000,
    });
    expect(readSettings(keys)).to.include({ role: "all", healthPort: undefined });
    const refused: [Record<string, string>, string, RegExp][] = [
      [
        { ...api, ...keys },
        "PLAZA_RELAYER_SETTLER_KEY",
        /not for the role api: only a worker holds the settlement key/,
      ],
      [{ ...api, PLAZA_RELAYER_RECEIPT_KEY: keys.PLAZA_RELAYER_RECEIPT_KEY }, "PLAZA_RELAYER_RECEIPT_KEY", /not for/],
      [{ ...api, PLAZA_RELAYER_SENDER_KEY: keys.PLAZA_RELAYER_SENDER_KEY }, "PLAZA_RELAYER_SENDER_KEY", /not for/],
      [{ ...worker, PLAZA_RELAYER_PORT: "80" }, "PLAZA_RELAYER_PORT", /a worker opens no public port/],
      [{ ...worker, PLAZA_RELAYER_HOST: "::" }, "PLAZA_RELAYER_HOST", /a worker opens no public port/],
      [{ ...keys, PLAZA_RELAYER_HEALTH_PORT: "80" }, "PLAZA_RELAYER_HEALTH_PORT", /not for the role all/],
      [{ ...shared, PLAZA_RELAYER_ROLE: "worker" }, "PLAZA_RELAYER_SETTLER_KEY", /got nothing/],
      [{ PLAZA_RELAYER_ROLE: "api" }, "DATABASE_URL", /got nothing; api and worker share a server/],
      [{ ...keys, PLAZA_RELAYER_ROLE: "boss" }, "PLAZA_RELAYER_ROLE", /got "boss", expected one of all, api, worker/],
    ];
    for (const [environment, key, message] of refused) {
      const problem = problemOf(environment);
      expect(problem.key).to.equal(key);
      expect(problem.message).to.match(message).and.not.include("0101");
    }
  });

  it("ask for the chain's id where the folder's name does not tell", () => {
    expect(problemOf({ ...keys, PLAZA_DEPLOYMENT: "somewhere" }).key).to.equal("PLAZA_CHAIN_ID");
    expect(readSettings({ ...keys, PLAZA_DEPLOYMENT: "somewhere", PLAZA_CHAIN_ID: "5" }).chainId).to.equal(5);
  });

  it("say so where there are no deployment records", async () => {
    const error = await readDeployment("no/such/chain-31337", 31_337).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(SettingError).with.property("key", "PLAZA_DEPLOYMENT");
  });
});
