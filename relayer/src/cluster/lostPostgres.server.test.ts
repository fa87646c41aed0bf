import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { listBids } from "../infra/database/bids.ts";
import { FakeChain } from "../testing/fakeChain.ts";
import { auctionOf, depositOf, domain, NOW, people, signedBid, times } from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { joinMembers, type TestMember } from "../testing/members.ts";
import { findPostgres } from "../testing/postgres.ts";
import { testPostgres } from "../testing/serverHooks.ts";
import { startTcpProxy, type TcpProxy } from "../testing/tcpProxy.ts";

const { id, event } = auctionOf();
const { bob, carol } = people;

/** Waits until something is so; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

function newChain(): FakeChain {
  const chain = new FakeChain(domain, times, NOW);
  chain.mine({ events: [event, depositOf(bob, 10_000n), depositOf(carol, 10_000n)], timestamp: NOW + 1 });
  return chain;
}

const bidsOf = async (at: TestMember) => listBids(at.database, { auctionId: id, after: 0, limit: 100 });

describe("a relayer that loses Postgres", () => {
  let made = 0;
  let proxy: TcpProxy;
  let at: TestMember;
  beforeEach(async () => {
    made += 1;
    const url = await testPostgres().createDatabase(`lost_${made}`);
    proxy = await startTcpProxy(testPostgres().port);
    at = await joinMembers({ url, relayed: url.replace(/:\d+\//, `:${proxy.port}/`), chain: newChain() });
  });
  afterEach(async () => {
    await at.close();
    await proxy.close();
  });

  for (const when of ["before", "after"] as const)
    it(`acknowledges nothing that was cut ${when} its commit took effect, and reads the state anew`, async () => {
      const first = await signedBid(bob, id, 100n);
      const isCut = proxy.cutNextCommit(when);
      const answer = await post(at, "/v1/bids", first);
      await isCut;
      expect(answer.status).to.equal(503);
      expect(answer.headers.get("retry-after")).to.match(/^\d+$/);
      expect(await answer.json()).to.include({ code: "temporarily_unavailable", retryable: true });
      const again = await post(at, "/v1/bids", first);
      expect(again.status).to.equal(when === "before" ? 201 : 200);
      expect(await again.json()).to.have.nested.property("receipt.sequence", 1);
      expect((await post(at, "/v1/bids", await signedBid(carol, id, 200n))).status).to.equal(201);
      expect((await bidsOf(at)).map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    });

  it("refuses bids while it is away, says so, and takes them again when it is back", async () => {
    await post(at, "/v1/bids", await signedBid(bob, id, 100n));
    await testPostgres().kill();
    const refused = await post(at, "/v1/bids", await signedBid(carol, id, 200n));
    expect(refused.status).to.equal(503);
    expect((await at.app.request("/health/database")).status).to.equal(503);
    expect((await at.app.request("/health/ready")).status).to.equal(503);
    await testPostgres().start();
    await until(() => at.member.role === "writer");
    const body = await signedBid(carol, id, 300n);
    let taken = await post(at, "/v1/bids", body);
    while (taken.status === 503) taken = await post(at, "/v1/bids", body);
    expect(taken.status).to.equal(201);
    expect((await bidsOf(at)).map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
  });
});

describe("a backup", () => {
  it("restored into an empty database goes on where it was made (docs/runbooks/restore-from-backup.md)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plaza-backup-"));
    const run = (program: string, ...args: string[]) =>
      execFileSync(join(findPostgres() ?? "", program), args, { stdio: ["ignore", "pipe", "pipe"] });
    const [from, to] = [
      await testPostgres().createDatabase("backup_from"),
      await testPostgres().createDatabase("backup_to"),
    ];
    const chain = newChain();
    const before = await joinMembers({ url: from, chain });
    const body = await signedBid(bob, id, 100n);
    const receipt = await (await post(before, "/v1/bids", body)).json();
    run("pg_dump", "--format=custom", `--file=${folder}/plaza.dump`, from);
    await before.close();
    run("pg_restore", "--exit-on-error", "--no-owner", `--dbname=${to}`, `${folder}/plaza.dump`);
    rmSync(folder, { recursive: true });

    const after = await joinMembers({ url: to, chain });
    const again = await post(after, "/v1/bids", body);
    expect(again.status).to.equal(200);
    expect(((await again.json()) as { receipt: unknown }).receipt).to.deep.equal(
      (receipt as { receipt: unknown }).receipt,
    );
    expect((await post(after, "/v1/bids", await signedBid(carol, id, 200n))).status).to.equal(201);
    expect((await bidsOf(after)).map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    await after.close();
  });
});
