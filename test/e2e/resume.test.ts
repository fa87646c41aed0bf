import { createGraphqlClient } from "@plaza/sdk";
import { approveCreditsSync, getCreditsBalance, getItemOwner, getVault } from "@plaza/sdk/actions";
import { expect } from "chai";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { maxUint256, parseEther } from "viem";
import { root } from "../../scripts/lib/root.ts";
import type { Stack } from "../../scripts/lib/stack.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";
import { expectNoOverflow, expectQuiet, launchBrowser, picture, visit } from "./browser.ts";
import { openHouse } from "./house.ts";

describe("what a reload or another tab cuts off", function () {
  this.timeout(180_000);
  let house: Stack;
  let browser: Browser;

  before(async () => {
    [house, browser] = await Promise.all([openHouse(), launchBrowser()]);
  });
  after(() => browser?.close());

  it("goes on by itself when the page is reloaded between signature and block, and is paid once", async () => {
    const graphql = createGraphqlClient({ url: house.graphqlUrl });
    const { gameItems, credits } = house.deployment;
    const filter = { collection: [gameItems], price: { max: parseEther("400") } };
    const { nodes } = await graphql.getListings({ filter, sort: "PRICE_DESC", first: 20 });
    const listing = nodes.find(({ seller }) => seller.toLowerCase() !== actors.bob.address.toLowerCase());
    if (listing === undefined) throw new Error("nothing is for sale");
    const client = clientOf(house, actors.bob);
    const balance = () => getCreditsBalance(client, { credits, account: actors.bob.address });
    const before = await balance();

    const bob = await visit(browser, house.pageUrl, "bob");
    const { page } = bob;
    await page.goto(`/item/${listing.token}/${listing.tokenId}`);
    // The chain has taken what is sent, but the page does not hear of it.
    let isHeld = true;
    await page.route(`${house.rpcUrl}/**`, (route) => {
      const asked = route.request().postDataJSON() as { id: number; method: string };
      if (!isHeld || asked.method !== "eth_getTransactionReceipt") return route.continue();
      return route.fulfill({ json: { jsonrpc: "2.0", id: asked.id, result: null } });
    });
    await page.getByTestId("buy").click();
    await page.getByText("On its way").waitFor();
    await until("the wallet told a hash", async () => (await plansOf(page)).some((plan) => plan.includes('"hash"')));
    await page.reload();

    const note = page.getByTestId("unfinished");
    await note.filter({ hasText: "Your purchase" }).filter({ hasText: listing.item.name }).waitFor();
    await note.filter({ hasText: "goes on" }).waitFor();
    isHeld = false;
    await note.filter({ hasText: "was finished" }).waitFor();
    await expectNoOverflow(page);
    await picture(bob, "unfinished");
    expect(await getItemOwner(client, listing)).to.equal(actors.bob.address);
    expect(before - (await balance())).to.equal(listing.price);
    expect(await plansOf(page)).to.deep.equal([]);
    await note.getByRole("button", { name: "All right" }).click();
    await note.waitFor({ state: "detached" });
    expectQuiet(bob);
    await bob.context.close();
  });

  it("is sent once though two tabs race over a hundred saves of it", async () => {
    const { credits, marketplace } = house.deployment;
    const client = clientOf(house, actors.erin);
    await approveCreditsSync(client, { credits, spender: marketplace, amount: maxUint256 });
    const free = async () => (await getVault(client, { marketplace, account: actors.erin.address })).free;
    const before = await free();
    const erin = await visit(browser, house.pageUrl, "none");
    const tabs = [erin.page, await erin.context.newPage()];
    const bundle = await racer();
    for (const tab of tabs) {
      // A page of the same origin without the page's own doings.
      await tab.goto("/plaza.svg");
      await tab.evaluate(bundle);
    }
    const setUp = JSON.stringify({ rpcUrl: house.rpcUrl, deployment: house.deployment }, (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    const plans = await erin.page.evaluate<number>(`racer.plan(${setUp}, ${ROUNDS})`);
    expect(plans).to.equal(ROUNDS);
    const told = await Promise.all(
      tabs.map((tab) => tab.evaluate<{ finished: number; saves: number }>(`racer.race(${setUp})`)),
    );

    const [finished, saves] = (["finished", "saves"] as const).map((key) =>
      told.reduce((sum, tab) => sum + tab[key], 0),
    );
    expect(finished).to.equal(ROUNDS);
    expect(saves).to.be.at.least(100);
    // Had one been sent twice, or one been lost, the sum would tell: each deposits another power of two.
    expect((await free()) - before).to.equal(2n ** BigInt(ROUNDS) - 1n);
    expect(await plansOf(erin.page)).to.deep.equal([]);
    await erin.context.close();
  });
});

const ROUNDS = 34;

/** The texts of the plans that are kept. */
function plansOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open("plaza-flows");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction("plans").objectStore("plans").getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result);
      };
    };
  })`);
}

/** A page's script over the SDK: erin plans deposits, and two tabs take them all up at once. */
async function racer(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "racer",
    platform: "browser",
    logLevel: "error",
  });
  return `globalThis.racer = (() => { ${outputFiles[0]?.text ?? ""}; return racer; })();`;
}

const SCRIPT = `
import { depositFlow, resumeFlow, unfinishedFlows, indexedDbFlowStore } from "@plaza/sdk/flows";
import { createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";

const phrase = "test test test test test test test test test test test junk";
let saves = 0;
const kept = indexedDbFlowStore();
const store = { ...kept, set(key, value) { saves += 1; return kept.set(key, value); } };
const contextOf = ({ rpcUrl, deployment }) => ({
  client: createWalletClient({
    account: mnemonicToAccount(phrase, { addressIndex: 5 }),
    chain: hardhat,
    transport: http(rpcUrl),
    pollingInterval: 50,
  }),
  deployment,
  store,
});

export async function plan(setUp, rounds) {
  for (let round = 0; round < rounds; round += 1) await depositFlow(contextOf(setUp), { amount: 2n ** BigInt(round) });
  return (await unfinishedFlows(store)).length;
}

export async function race(setUp) {
  const context = contextOf(setUp);
  let finished = 0;
  for (;;) {
    const [next] = await unfinishedFlows(store);
    if (next === undefined) return { finished, saves };
    try {
      await (await resumeFlow(context, next.id)).run();
      finished += 1;
    } catch (error) {
      if (!["FlowBusyError", "FlowPlanNotFoundError", "NonceConflictError"].includes(error.name)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}
`;
