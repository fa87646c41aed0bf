import { expect } from "chai";
import { fenced } from "../cluster/lease.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Database } from "../infra/database/database.ts";
import { placeBid } from "../intake/placeBid.ts";
import { requestWithdrawal } from "../intake/requestWithdrawal.ts";
import { openMigrated } from "../testing/database.ts";
import {
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
} from "../testing/house.ts";
import { testPostgres } from "../testing/serverHooks.ts";
import { until } from "../testing/until.ts";

const { id, event } = auctionOf();
const { bob } = people;

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe("a commit whose answer is lost", () => {
  let database: Database;
  let house: House;
  /** Has the next transaction's connection cut while its COMMIT is on its way: it lands when `land` is called. */
  let cutNext: () => { land: () => Promise<void> };
  let made = 0;

  beforeEach(async () => {
    made += 1;
    database = await openMigrated(await testPostgres().createDatabase(`doubt_${made}`));
    await database.query("INSERT INTO lease (epoch, address, token, pid, seen_at) VALUES (1, 'x', 'x', 1, now())");
    const own = fenced(database, 1, () => {});
    let cut: (<value>(run: Parameters<typeof own.transaction<value>>[0]) => Promise<value>) | undefined;
    const shaky: Database = { ...own, transaction: (run) => (cut ?? own.transaction)(run) };
    cutNext = () => {
      let open = () => {};
      let landed: Promise<unknown> = Promise.resolve();
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      cut = (run) => {
        cut = undefined;
        return new Promise((_, reject) => {
          landed = own.transaction(async (queries) => {
            await run(queries);
            reject(new Error("Connection terminated unexpectedly"));
            await gate;
          });
        });
      };
      return {
        async land() {
          open();
          await landed;
        },
      };
    };
    house = await openHouse({ database: shaky });
    house.chain.mine({ events: [event, depositOf(bob, 1_000n)], timestamp: NOW + 1 });
    await house.follower.sync();
  });
  afterEach(() => database.close());

  const bid = async () => placeBid(house, await signedBid(bob, id, 1_000n), NOW + 1);
  const withdraw = async () => requestWithdrawal(house, await signedRequest(bob, 1_000n, NOW + 1), NOW + 1);

  for (const [name, first, second, refusal] of [
    ["withdrawal", withdraw, bid, "not_covered"],
    ["bid", bid, withdraw, "insufficient_free"],
  ] as const)
    it(`lets nothing else spend what a ${name} may have spent, until it is known (MECHANISM.md 17)`, async () => {
      const { land } = cutNext();
      expect(await codeOf(first())).to.equal("temporarily_unavailable");
      let answer: string | undefined;
      const asked = codeOf(second()).then((code) => {
        answer = code;
      });
      // Either it is answered at once, or it waits for the other's lock.
      const waiting = () => database.query("SELECT 1 FROM pg_locks WHERE NOT granted");
      await until(async () => answer !== undefined || (await waiting()).length > 0);
      await land();
      await asked;
      expect(answer).to.equal(refusal);
      expect(await codeOf(first())).to.equal("accepted");
    });
});
