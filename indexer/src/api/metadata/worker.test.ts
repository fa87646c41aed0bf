import { expect } from "chai";
import { eq } from "drizzle-orm";
import { BaseError, type Hex, HttpRequestError } from "viem";
import { item } from "../../../ponder.schema.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/database.ts";
import { foreign, itemRow, stock } from "../../../testing/shop.ts";
import { createChainSource } from "./chainSource.ts";
import { MetadataError } from "./failure.ts";
import { createListener } from "./listen.ts";
import { createLook, type Look } from "./look.ts";
import { NO_METADATA, type Trait } from "./sanitize.ts";
import { createMetadataStore, type Outcome, STORE_LIMITS } from "./store.ts";
import { metadata, trait } from "./tables.ts";
import { createMetadataWorker } from "./worker.ts";

const own = { kind: null, itemType: null, rarity: null, class: null, biome: null, power: null };

describe("looking for metadata", () => {
  let database: TestDatabase;
  let now: number;
  let store: ReturnType<typeof createMetadataStore>;
  let outcome: (subject: { tokenId: bigint | null }) => Outcome | Promise<Outcome>;
  let looks: (bigint | null)[];
  let block: bigint | null;
  let logs: unknown[];
  /** Which of two chains the node follows, and the blocks whose logs it was asked for. */
  let fork: string;
  let asked: [bigint, bigint][];
  /** What the node does with a request for logs before it answers. */
  let onLogs: (contracts: readonly Hex[]) => Promise<void> | void;
  let worker: ReturnType<typeof createMetadataWorker>;

  const tooLarge = new BaseError("It failed.", {
    cause: new HttpRequestError({ url: "http://127.0.0.1", cause: new RangeError("It is too large.") }),
  });
  const hat: Trait = { name: "Hat", value: "Red", number: null, displayType: null };
  const found = (name: string, traits: Trait[] = []): Outcome => ({
    document: { ...NO_METADATA, name, traits },
    ...{ failure: null, standard: null },
  });
  const failed = (reason: "TIMEOUT" | "NOT_JSON" | "CHAIN_AWAY"): Outcome => ({
    document: null,
    failure: new MetadataError(reason, "It failed."),
    standard: null,
  });
  const foreignItem = (tokenId: bigint, ordinal = Number(tokenId)) =>
    itemRow(tokenId, { ...own, token: foreign, name: `#${tokenId}`, nameSearch: `#${tokenId}`, ordinal });
  const turn = async () => {
    await worker.turn();
    await worker.idle();
  };
  const row = async (subject: string) =>
    (await database.db.select().from(metadata).where(eq(metadata.subject, subject)))[0];

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    await stock(database, { items: [itemRow(1n), foreignItem(1n), foreignItem(2n)] });
    now = 1_000_000_000;
    [looks, logs, block] = [[], [], 1_000n];
    outcome = () => found("Sword");
    store = createMetadataStore({ db: database.db, now: () => now });
    fork = "a";
    asked = [];
    onLogs = () => {};
    const client = {
      getLogs: async ({ address, fromBlock, toBlock }: { address: Hex[]; fromBlock: bigint; toBlock: bigint }) => {
        asked.push([fromBlock, toBlock]);
        await onLogs(address);
        return logs.splice(0);
      },
      getBlock: async ({ blockNumber }: { blockNumber: bigint }) => ({ hash: `0x${fork}${blockNumber}` }),
    } as unknown as Parameters<typeof createListener>[0];
    const look: Look = async (subject) => {
      looks.push(subject.tokenId);
      return outcome(subject);
    };
    worker = createMetadataWorker({ store, look, listen: createListener(client, store), readBlock: async () => block });
  });
  after(() => database.close());

  it("enters what is not Plaza's own, once it is put up, and looks once", async () => {
    block = null;
    await turn();
    expect(looks).to.deep.equal([]);
    block = 1_000n;
    await turn();
    expect(looks).to.have.members([null, 1n, 2n]);
    expect(await row(`${foreign}:1`)).to.include({
      status: "OK",
      name: "Sword",
      nameSearch: "sword",
      fetchedAt: 1_000_000,
    });
    await database.db.insert(item).values(foreignItem(3n, 1_001_000_000));
    block = 1_001n;
    await turn();
    await turn();
    expect(looks.slice(3)).to.deep.equal([3n]);
  });

  it("tries again what can pass, more seldom each time and only so often, and nothing else", async () => {
    outcome = ({ tokenId }) =>
      tokenId === 1n ? failed("TIMEOUT") : tokenId === 2n ? failed("NOT_JSON") : found("Swords");
    await turn();
    expect(await row(`${foreign}:2`)).to.include({ status: "FAILED", failure: "NOT_JSON", dueAt: null });
    const pauses: number[] = [];
    for (let due = (await row(`${foreign}:1`))?.dueAt; due; due = (await row(`${foreign}:1`))?.dueAt) {
      expect(await row(`${foreign}:1`)).to.include({ status: "PENDING", failure: "TIMEOUT" });
      pauses.push((due - now) / 1_000);
      now = due;
      await turn();
    }
    expect(pauses).to.deep.equal([10, 40, 160, 640, 2_560]);
    expect(await row(`${foreign}:1`)).to.include({ status: "FAILED", failure: "TIMEOUT" });
    expect(looks.filter((id) => id === 1n)).to.have.length(STORE_LIMITS.attempts);
  });

  it("does not give up because the chain is away", async () => {
    outcome = () => failed("CHAIN_AWAY");
    for (let time = 0; time < STORE_LIMITS.attempts + 2; time += 1) {
      await turn();
      now += STORE_LIMITS.chainPause;
    }
    expect(await row(`${foreign}:1`)).to.include({ status: "PENDING", failure: "CHAIN_AWAY" });
    outcome = () => found("Sword");
    await turn();
    expect(await row(`${foreign}:1`)).to.include({ status: "OK", failure: null });
  });

  it("keeps what was read when a later look fails, and replaces it when one does not", async () => {
    outcome = () => found("Sword", [hat]);
    await turn();
    now += STORE_LIMITS.rest;
    outcome = () => failed("NOT_JSON");
    await store.touch(foreign, { from: 1n, to: 1n });
    await turn();
    expect(await row(`${foreign}:1`)).to.include({ status: "FAILED", failure: "NOT_JSON", name: "Sword" });
    expect(
      await database.db
        .select()
        .from(trait)
        .where(eq(trait.itemId, `${foreign}:1`)),
    ).to.have.length(1);
    now += STORE_LIMITS.rest;
    outcome = () => found("Axe");
    await store.touch(foreign, { from: 1n, to: 1n });
    expect(await row(`${foreign}:1`)).to.include({ status: "PENDING", name: "Sword" });
    await turn();
    expect(await row(`${foreign}:1`)).to.include({ status: "OK", failure: null, name: "Axe" });
    expect(
      await database.db
        .select()
        .from(trait)
        .where(eq(trait.itemId, `${foreign}:1`)),
    ).to.deep.equal([]);
  });

  it("looks again when a contract announces a change, of the tokens that it names, and each once a minute", async () => {
    await turn();
    const announce = (eventName: string, args: Record<string, bigint>) =>
      logs.push({ address: foreign, eventName, args });
    const heard = async () => {
      looks.length = 0;
      block = (block as bigint) + 1n;
      await turn();
      const early = [...looks];
      now += STORE_LIMITS.rest;
      await turn();
      return [early, looks.slice(early.length)];
    };
    announce("MetadataUpdate", { _tokenId: 2n });
    announce("MetadataUpdate", { _tokenId: 2n });
    expect(await heard()).to.deep.equal([[2n], []]);
    announce("MetadataUpdate", { _tokenId: 2n });
    expect(await heard()).to.deep.equal([[2n], []]);
    announce("BatchMetadataUpdate", { _fromTokenId: 0n, _toTokenId: 2n ** 256n - 1n });
    now -= 1;
    const [early, late] = await heard();
    expect([early, late]).to.deep.equal([[1n], [2n]]);
    announce("URI", { id: 1n });
    expect((await heard()).flat()).to.deep.equal([1n]);
    announce("ContractURIUpdated", {});
    expect((await heard()).flat()).to.deep.equal([null]);
  });

  describe("of a contract that announces without end", () => {
    const other: Hex = `0x${"9".repeat(40)}`;
    const announce = (from: bigint, to: bigint) =>
      logs.push({ address: foreign, eventName: "BatchMetadataUpdate", args: { _fromTokenId: from, _toTokenId: to } });
    const next = async () => {
      looks.length = 0;
      block = (block as bigint) + 1n;
      await turn();
      return looks;
    };
    const touches = () => database.queries.filter((text) => /^update .*least\(due_at/.test(text)).length;
    beforeEach(async () => {
      await database.db.execute(`insert into collection values ('${other}', 'Other', 'ERC721', false)` as never);
      await database.db.insert(item).values({ ...foreignItem(3n), token: other, id: `${other}:3` });
      await turn();
    });

    it("hears one wish, and wishes nothing twice", async () => {
      for (let time = 0; time < 500; time += 1) announce(0n, 2n ** 256n - 1n);
      const before = touches();
      expect(await next()).to.have.members([1n, 2n]);
      expect(touches() - before).to.equal(1);
      // What waits for its time already is not written again.
      const version = async () =>
        (await database.db.execute(`select xmin, subject from metadata order by 2` as never)) as unknown;
      announce(1n, 1n);
      expect(await next()).to.deep.equal([]);
      const waiting = await version();
      announce(1n, 1n);
      expect(await next()).to.deep.equal([]);
      expect(await version()).to.deep.equal(waiting);
    });

    it("joins what lies together, and looks at all between where too much lies apart", async () => {
      for (const id of [2n, 1n]) announce(id, id);
      announce(5n, 4n);
      const before = touches();
      expect(await next()).to.have.members([1n, 2n]);
      expect(touches() - before).to.equal(1);
      now += STORE_LIMITS.rest;
      for (let id = 0n; id <= 60n; id += 3n) announce(id, id);
      expect(await next()).to.have.members([1n, 2n]);
      expect(touches() - before).to.equal(2);
    });

    it("looks at all of one whose logs are too much for an answer, and hears the others", async () => {
      onLogs = (contracts) => {
        if (contracts.includes(foreign)) throw tooLarge;
        logs.push({ address: other, eventName: "MetadataUpdate", args: { _tokenId: 3n } });
      };
      expect(await next()).to.have.members([null, 1n, 2n, 3n]);
    });

    it("keeps nobody waiting who is to be looked at", async () => {
      let answer = () => {};
      onLogs = () =>
        new Promise((resolve) => {
          answer = resolve;
        });
      looks.length = 0;
      block = (block as bigint) + 1n;
      await store.touch(other, { from: 3n, to: 3n });
      announce(1n, 1n);
      await worker.turn();
      expect(looks).to.deep.equal([3n]);
      answer();
      await worker.idle();
      expect(looks).to.deep.equal([3n, 1n]);
    });
  });

  it("hears anew what a reorganisation may have changed, in a shorter chain as in a longer one", async () => {
    const blocks = async (head: bigint) => {
      asked.length = 0;
      block = head;
      await turn();
      return asked;
    };
    expect(await blocks(1_000n)).to.deep.equal([]);
    expect(await blocks(1_002n)).to.deep.equal([[1_001n, 1_002n]]);
    fork = "b";
    looks.length = 0;
    logs.push({ address: foreign, eventName: "MetadataUpdate", args: { _tokenId: 2n } });
    expect(await blocks(1_003n)).to.deep.equal([[802n, 1_003n]]);
    expect(looks).to.deep.equal([2n]);
    expect(await blocks(1_004n)).to.deep.equal([[1_004n, 1_004n]]);
    fork = "c";
    expect(await blocks(1_001n)).to.deep.equal([[801n, 1_001n]]);
    expect(await blocks(1_002n)).to.deep.equal([[1_002n, 1_002n]]);
    fork = "d";
    expect(await blocks(50n)).to.deep.equal([[0n, 50n]]);
  });

  it("keeps a wish for another look that comes during one", async () => {
    let come = () => {};
    const coming = new Promise<void>((resolve) => {
      come = resolve;
    });
    outcome = async () => {
      await coming;
      return found("Sword");
    };
    await worker.turn();
    await store.touch(foreign, { from: 1n, to: 1n });
    come();
    await worker.idle();
    expect(looks.filter((id) => id === 1n)).to.have.length(2);
    expect(looks.filter((id) => id === 2n)).to.have.length(1);
  });

  it("lets no collection take all the places", async () => {
    const other: Hex = `0x${"9".repeat(40)}`;
    const many = Array.from({ length: 30 }, (_, index) => foreignItem(BigInt(index + 1)));
    await stock(database, { items: [...many, { ...foreignItem(40n), token: other, id: `${other}:40` }] });
    await database.db.execute(`insert into collection values ('${other}', 'Other', 'ERC721', false)` as never);
    await store.enrol(0n);
    const taken = await store.take(16, { except: [] });
    expect(taken.filter(({ token }) => token === foreign)).to.have.length(STORE_LIMITS.ofCollection);
    expect(taken.filter(({ token }) => token === other)).to.have.length(2);
    expect(await store.take(16, { except: [foreign] })).to.deep.equal([]);
  });

  describe("asks contracts", () => {
    const reverted = new BaseError("It reverted.");
    const away = new BaseError("It failed.", { cause: new HttpRequestError({ url: "http://127.0.0.1" }) });
    /** Answers by function; those of ERC-165 by the interface's id. */
    const look = (answers: Record<string, unknown>, read = async (uri: string): Promise<unknown> => ({ name: uri })) =>
      createLook(
        createChainSource({
          readContract: async ({ functionName, args }: { functionName: string; args?: readonly unknown[] }) => {
            const answer = answers[functionName === "supportsInterface" ? String(args?.[0]) : functionName] ?? reverted;
            if (answer instanceof Error) throw answer;
            return answer;
          },
        } as unknown as Parameters<typeof createChainSource>[0]),
        read,
      );
    const stack = { token: foreign, tokenId: 255n, standard: "ERC1155" as const };
    const told = async (outcome: Promise<Outcome>) => {
      const { document, failure } = await outcome;
      return [document?.name ?? null, failure?.reason ?? null];
    };

    it("by their standard, with the token's id where ERC-1155 wants it", async () => {
      const id = "ff".padStart(64, "0");
      expect(await told(look({ uri: "https://shop.test/{id}" })(stack))).to.deep.equal([
        `https://shop.test/${id}`,
        null,
      ]);
      const unique = { ...stack, standard: "ERC721" as const };
      expect(await told(look({ tokenURI: "https://shop.test/{id}" })(unique))).to.deep.equal([
        "https://shop.test/{id}",
        null,
      ]);
    });

    it("by the standard that they say they follow, whatever was presumed, and else by that one", async () => {
      const erc1155 = { "0x80ac58cd": false, "0xd9b67a26": true };
      const stacked = { ...erc1155, uri: "https://shop.test/1" };
      const presumed = { ...stack, standard: "ERC721" as const };
      expect(await look(stacked)(presumed)).to.deep.include({ failure: null, standard: "ERC1155" });
      const both = { "0x80ac58cd": true, "0xd9b67a26": true, tokenURI: "x", uri: "y" };
      expect([await told(look(both)(presumed)), await told(look(both)(stack))]).to.deep.equal([
        ["x", null],
        ["y", null],
      ]);
      expect(await look(erc1155)(presumed)).to.include({ document: null, standard: "ERC1155" });
      expect(await look({ ...erc1155, name: "Potions" })({ ...presumed, tokenId: null })).to.include({
        standard: "ERC1155",
      });
      expect(await look({ tokenURI: "x" })(presumed)).to.include({ failure: null, standard: null });
      expect(await told(look({ "0x80ac58cd": away, tokenURI: "x" })(presumed))).to.deep.equal([null, "CHAIN_AWAY"]);
    });

    it("and tells what they do not say from what nobody could be asked", async () => {
      expect(await told(look({})(stack))).to.deep.equal([null, "NO_URI"]);
      expect(await told(look({ uri: "" })(stack))).to.deep.equal([null, "NO_URI"]);
      expect(await told(look({ uri: tooLarge })(stack))).to.deep.equal([null, "NO_URI"]);
      expect(await told(look({ uri: away })(stack))).to.deep.equal([null, "CHAIN_AWAY"]);
    });

    it("for the collection's document and its name, and is content with either", async () => {
      const all = { ...stack, tokenId: null };
      const broken = async () => {
        throw new MetadataError("HTTP_ERROR", "It is gone.");
      };
      expect(await told(look({ name: "Swords" })(all))).to.deep.equal(["Swords", null]);
      expect(await told(look({ contractURI: "x", name: "Swords" })(all))).to.deep.equal(["x", null]);
      expect(await told(look({ contractURI: "x", name: "Swords" }, async () => ({}))(all))).to.deep.equal([
        "Swords",
        null,
      ]);
      expect(await told(look({ contractURI: "x", name: "Swords" }, broken)(all))).to.deep.equal([
        "Swords",
        "HTTP_ERROR",
      ]);
      expect(await told(look({})(all))).to.deep.equal([null, "NO_URI"]);
      expect(await told(look({ name: away })(all))).to.deep.equal([null, "CHAIN_AWAY"]);
    });
  });
});
