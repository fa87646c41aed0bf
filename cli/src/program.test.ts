import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runProgram } from "../testing/runProgram.ts";
import { serve } from "../testing/serve.ts";
import { run } from "./run.ts";

const id = `0x${"1a".repeat(32)}`;
const seller = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const bidder = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

/** As the relayer answers. */
const auction = {
  id,
  status: "live",
  seller,
  startPrice: "10000000000000000001",
  reservePrice: "0",
  incrementBps: 500,
  startsAt: "2030-01-01T00:00:00Z",
  endsAt: "2030-01-01T01:00:00Z",
  chainEndsAt: "2030-01-01T01:00:00Z",
  settleableAt: "2030-01-01T01:00:05Z",
  topBid: null,
  post: null,
  leader: bidder,
  currentPrice: "12500000000000000000",
  bidCount: 3,
  minimumBid: "13125000000000000000",
  sequence: 3,
  settlement: null,
};
const serverTime = "2030-01-01T00:30:01.250Z";

/** As the indexer answers, with what this program shows. */
const listing = {
  id,
  seller,
  price: "2500000000000000000",
  remaining: "3",
  item: { name: "Longsword", rarity: "RARE" },
};

describe("plaza", () => {
  it("says what it can do", async () => {
    const { code, out } = await runProgram(["--help"]);
    expect(code).to.equal(0);
    for (const command of ["verify-auction", "listings", "buy", "auction", "bid", "watch"])
      expect(out).to.include(command);
  });

  it("ends with 2 and says why when it does not understand", async () => {
    for (const [args, words] of [
      [["auction", "0x12"], "64 hexadecimal digits"],
      [["auction"], "missing required argument"],
      [["listings", "--rarity", "SHINY"], "COMMON"],
      [["listings", "--first", "0"], "from 1 to 100"],
      [["listings", "--graphql", "ftp://127.0.0.1"], "http or https"],
      [["verify-auction", id, "--signer", "bob"], "an address"],
      [["buy", id], "PLAZA_PRIVATE_KEY"],
      [["buy", id, "--max", "1e3"], "such as 120 or 12.5"],
      [["buy", id, "--quantity", "0"], "from 1 on"],
      [["bid", id], "required option '--max"],
      [["bid", id, "--max", "12"], "PLAZA_PRIVATE_KEY"],
      [["bid", id, "--max", "1e3"], "such as 120 or 12.5"],
      [["bid", id, "--max", "12", "--proxy", "--post"], "cannot be used with"],
      [["bid", id, "--max", "1,5"], "such as 120 or 12.5"],
      [["bid", id, "--max", "-1"], "such as 120 or 12.5"],
      [["bid", id, "--max", "1.0000000000000000001"], "such as 120 or 12.5"],
      [["buy", id, "--rpc", "localhost"], "http or https"],
      [["barter"], "unknown command"],
    ] as const) {
      const { code, out, err } = await runProgram(args);
      expect({ args, code, out }).to.deep.equal({ args, code: 2, out: "" });
      expect(err).to.include(words);
    }
  });

  it("ends with 3 when nobody answers, and with the relayer's words when it refuses", async () => {
    const closed = await serve(() => undefined);
    await closed[Symbol.asyncDispose]();
    const away = await runProgram(["auction", id, "--relayer", closed.url]);
    expect(away).to.include({ code: 3, out: "" });
    expect(away.err).to.include("Could not reach the server.");

    await using relayer = await serve((_, __, response) => {
      response.writeHead(404, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ status: 404, code: "auction_not_found" }));
    });
    const refused = await runProgram(["auction", id, "--relayer", relayer.url]);
    expect(refused).to.include({ code: 3, out: "" });
    expect(refused.err).to.include("This auction does not exist.");
  });

  it("tells how an auction stands, in words and in JSON", async () => {
    await using relayer = await serve((request, _, response) => {
      expect(request.url).to.equal(`/v1/auctions/${id}`);
      response.writeHead(200, { "content-type": "application/json", "server-time": serverTime });
      response.end(JSON.stringify(auction));
    });
    const args = ["auction", id, "--relayer", relayer.url];
    const words = await runProgram(args);
    expect(words.code).to.equal(0);
    expect(words.out).to.include(bidder).and.include("12.5 Credits").and.include("13.125 Credits");
    const { code, out } = await runProgram([...args, "--json"]);
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ id, leader: bidder, currentPrice: "12500000000000000000" });
  });

  it("lists what is for sale, and from where to go on", async () => {
    const asked: unknown[] = [];
    await using indexer = await serve((_, body, response) => {
      asked.push(JSON.parse(body).variables);
      const pageInfo = { hasNextPage: true, endCursor: "next" };
      const listings = { nodes: [listing], totalCount: 7, pageInfo };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data: { listings } }));
    });
    const args = ["listings", "--graphql", indexer.url, "--rarity", "RARE", "--first", "1"];
    const { code, out, err } = await runProgram(args);
    expect(code).to.equal(0);
    expect(out).to.match(/listing .*item .*rarity .*left .*price\n.*Longsword .*RARE .*3 .*2\.5 Credits\n/);
    expect(err).to.equal("1 of 7\ngo on with --after next\n");
    expect(JSON.parse((await runProgram([...args, "--json"])).out)).to.deep.include({ totalCount: 7 });
    expect(asked[0]).to.deep.include({ sort: "PRICE_ASC", first: 1 });
    expect(JSON.stringify(asked[0])).to.include("RARE");
  });

  it("prints a name as it is read, whatever it would do to a terminal", async () => {
    const name = "Sword\u001b[2J\nlisting  \u202eforged";
    await using indexer = await serve((_, __, response) => {
      const listings = {
        nodes: [{ ...listing, item: { name, rarity: null } }],
        totalCount: 1,
        pageInfo: { hasNextPage: false, endCursor: null },
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data: { listings } }));
    });
    const { code, out } = await runProgram(["listings", "--graphql", indexer.url]);
    expect([code, out.split("\n").length]).to.deep.equal([0, 3]);
    expect(out).to.include("Sword\ufffd[2J\ufffdlisting  \ufffdforged");
  });

  it("says of a private key that is none what it must be, and not what it is", async () => {
    for (const PLAZA_PRIVATE_KEY of [`0x${"0".repeat(64)}`, `0x${"f".repeat(64)}`]) {
      const { code, err } = await runProgram(["buy", id], { environment: { PLAZA_PRIVATE_KEY } });
      expect(code).to.equal(2);
      expect(err).to.include("PLAZA_PRIVATE_KEY").and.not.include(PLAZA_PRIVATE_KEY.slice(2));
    }
  });

  it("ends quietly when whoever reads it has seen enough", async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "--help"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const [code] = await once(child, "close");
    expect([code, err]).to.deep.equal([141, ""]);
  });

  it("tells an auction's news until it is over, a line each", async () => {
    await using relayer = await serve((request, _, response) => {
      expect(request.url).to.equal(`/v1/auctions/${id}/stream`);
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const status of ["live", "settled"])
        response.write(`event: auction\ndata: ${JSON.stringify({ ...auction, status, serverTime })}\n\n`);
      response.end();
    });
    const { code, out } = await runProgram(["watch", id, "--relayer", relayer.url, "--json"]);
    expect(code).to.equal(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).to.deep.equal(["live", "settled"]);
  });

  it("ends a watch that cannot heal with 3, and one that is interrupted with 0", async () => {
    await using refusing = await serve((_, __, response) => {
      response.writeHead(404).end(JSON.stringify({ status: 404, code: "auction_not_found" }));
    });
    expect(await runProgram(["watch", id, "--relayer", refusing.url])).to.include({ code: 3 });

    const interruption = new AbortController();
    await using waiting = await serve(() => interruption.abort());
    const args = ["watch", id, "--relayer", waiting.url];
    expect(await runProgram(args, interruption)).to.deep.equal({ code: 0, out: "", err: "" });
  });

  it("ends with 130 whatever else is interrupted, so that nothing after && happens", async () => {
    const record = await mkdtemp(join(tmpdir(), "plaza-cli-"));
    for (const file of ["deployed_addresses.json", "journal.jsonl"]) await writeFile(join(record, file), "");
    const environment = { PLAZA_PRIVATE_KEY: `0x${"11".repeat(32)}` };
    for (const [command, places] of [
      ["verify-auction", ["--deployment", record, "--rpc"]],
      ["buy", ["--deployment", record, "--rpc"]],
      ["bid", ["--max", "12", "--deployment", record, "--rpc"]],
      ["auction", ["--relayer"]],
    ] as const) {
      const interruption = new AbortController();
      await using server = await serve((_, __, response) => {
        interruption.abort();
        response.writeHead(404).end("{}");
      });
      const { code, out } = await runProgram([command, id, ...places, server.url], {
        signal: interruption.signal,
        environment,
      });
      expect({ command, code, out }).to.deep.equal({ command, code: 130, out: "" });
    }
    await rm(record, { recursive: true });
    // What was done all the same, between two looks at the signal, is no leave to go on.
    const io = { out: () => undefined, err: () => undefined, environment, signal: AbortSignal.abort() };
    expect(await run(async () => "done", io)).to.equal(130);
  });
});
