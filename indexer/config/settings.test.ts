import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "@plaza/sdk";
import { expect } from "chai";
import { writeRecord } from "../testing/record.ts";
import { readSettings } from "./settings.ts";

describe("the indexer's settings", () => {
  let folder: string;
  let record: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "plaza-settings-"));
    record = join(folder, "chain-31337");
    await writeRecord(record);
  });
  after(() => rm(folder, { recursive: true }));

  const refused = (env: Record<string, string>, field: string) =>
    expect(() => readSettings({ PLAZA_DEPLOYMENT: record, ...env }))
      .to.throw(ConfigurationError)
      .with.property("field", field);

  it("take addresses and start block from the deployment record", () => {
    const { deployment, pollingInterval, rpcUrl, isLocal } = readSettings({ PLAZA_DEPLOYMENT: record });
    expect(deployment).to.include({ chainId: 31_337, startBlock: 5n, credits: `0x${"2".repeat(40)}` });
    expect({ pollingInterval, rpcUrl, isLocal }).to.deep.equal({
      pollingInterval: 50,
      rpcUrl: "http://127.0.0.1:8545",
      isLocal: true,
    });
  });

  it("take the chain's id from the variable where the folder does not tell it", async () => {
    const other = join(folder, "testnet");
    await writeRecord(other, { chainId: 84_532 });
    expect(() => readSettings({ PLAZA_DEPLOYMENT: other }))
      .to.throw(ConfigurationError)
      .with.property("field", "PLAZA_CHAIN_ID");
    const { deployment, pollingInterval } = readSettings({ PLAZA_DEPLOYMENT: other, PLAZA_CHAIN_ID: "84532" });
    expect([deployment.chainId, pollingInterval]).to.deep.equal([84_532, 1_000]);
  });

  it("name the variable at fault", () => {
    refused({ PLAZA_RPC_URL: "ws://127.0.0.1:8545" }, "PLAZA_RPC_URL");
    refused({ PLAZA_INDEXER_POLL_MS: "fast" }, "PLAZA_INDEXER_POLL_MS");
    refused({ PLAZA_INDEXER_POLL_MS: "10" }, "PLAZA_INDEXER_POLL_MS");
    refused({ PLAZA_INDEXER_TRUSTED_PROXIES: "-1" }, "PLAZA_INDEXER_TRUSTED_PROXIES");
    refused({ PLAZA_CHAIN_ID: "-1" }, "PLAZA_CHAIN_ID");
    refused({ PLAZA_INDEXER_PORT: "1" }, "PLAZA_INDEXER_PORT");
    refused({ PLAZA_DEPLOYMENT: join(folder, "chain-1") }, "PLAZA_DEPLOYMENT");
  });

  it("take a Postgres, its replica, and the role that reads", () => {
    const url = "postgres://plaza:secret@127.0.0.1/plaza";
    expect(readSettings({ PLAZA_DEPLOYMENT: record }).postgres).to.equal(undefined);
    const { postgres } = readSettings({ PLAZA_DEPLOYMENT: record, DATABASE_URL: url });
    expect(postgres).to.deep.equal({
      ...{ url, readUrl: url, readRole: "plaza_reader", schema: "plaza", release: "", statementTimeout: 5_000 },
    });
    const other = { DATABASE_URL: url, DATABASE_READ_URL: `${url}2`, PLAZA_INDEXER_SCHEMA: "shop" };
    expect(readSettings({ PLAZA_DEPLOYMENT: record, ...other }).postgres).to.include({
      ...{ readUrl: `${url}2`, schema: "shop" },
    });
    expect(readSettings({ PLAZA_DEPLOYMENT: record, REDIS_URL: "redis://127.0.0.1" }).redisUrl).to.equal(
      "redis://127.0.0.1",
    );
    refused({ REDIS_URL: "http://127.0.0.1" }, "REDIS_URL");
    refused({ DATABASE_READ_URL: url }, "DATABASE_URL");
    refused({ DATABASE_URL: url, PLAZA_INDEXER_SCHEMA: 'a"b' }, "PLAZA_INDEXER_SCHEMA");
    refused({ DATABASE_URL: url, PLAZA_INDEXER_READ_ROLE: "a;b" }, "PLAZA_INDEXER_READ_ROLE");
    refused({ DATABASE_URL: url, PLAZA_INDEXER_STATEMENT_TIMEOUT_MS: "0" }, "PLAZA_INDEXER_STATEMENT_TIMEOUT_MS");
    expect(() => readSettings({ PLAZA_DEPLOYMENT: record, DATABASE_URL: "mysql://plaza:secret@127.0.0.1/plaza" }))
      .to.throw(ConfigurationError, /DATABASE_URL/)
      .with.property("message")
      .that.does.not.include("secret");
  });

  it("look for metadata unless told not to, in a schema for the chain", () => {
    expect(readSettings({ PLAZA_DEPLOYMENT: record }).metadata).to.deep.equal({
      ...{ enabled: true, ipfsGateway: undefined, schema: "plaza_metadata_31337" },
    });
    const gateway = "http://127.0.0.1:8080";
    const other = { PLAZA_INDEXER_METADATA: "off", PLAZA_INDEXER_IPFS_GATEWAY: gateway, PLAZA_INDEXER_SCHEMA: "shop" };
    expect(readSettings({ PLAZA_DEPLOYMENT: record, ...other }).metadata).to.deep.equal({
      ...{ enabled: false, ipfsGateway: gateway, schema: "shop_metadata_31337" },
    });
    refused({ PLAZA_INDEXER_METADATA: "yes" }, "PLAZA_INDEXER_METADATA");
    refused({ PLAZA_INDEXER_IPFS_GATEWAY: "ipfs://x" }, "PLAZA_INDEXER_IPFS_GATEWAY");
  });

  it("refuse a record of another chain", () => {
    refused({ PLAZA_CHAIN_ID: "1" }, "journal.jsonl: chainId");
  });
});
