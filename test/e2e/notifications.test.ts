import { approveCreditsSync, buySync, createGraphqlClient, listingTerms } from "@plaza/sdk";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { maxUint256 } from "viem";
import type { Stack } from "../../scripts/lib/stack.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { expectNoOverflow, expectQuiet, launchBrowser, picture, says, visit, walletOf } from "./browser.ts";
import { openHouse } from "./house.ts";

describe("notifications on the page", function () {
  this.timeout(180_000);
  let house: Stack;
  let browser: Browser;

  before(async () => {
    [house, browser] = await Promise.all([openHouse(), launchBrowser()]);
  });
  after(() => browser?.close());

  /** Bob buys the cheapest thing that somebody sells. Returns its name. */
  async function buyFrom(seller: (typeof actors)["alice"]): Promise<string> {
    const { nodes } = await createGraphqlClient({ url: house.graphqlUrl }).getListings({
      filter: { seller: [seller.address] },
      sort: "PRICE_ASC",
      first: 1,
    });
    const [listing] = nodes;
    if (listing === undefined) throw new Error("The seller sells nothing.");
    const { marketplace } = house.deployment;
    const bob = clientOf(house, actors.bob);
    await approve(bob);
    await buySync(bob, { marketplace, terms: listingTerms(listing), quantity: 1n, maxTotal: listing.price });
    return listing.item.name;
  }
  async function approve(client: ReturnType<typeof clientOf>) {
    const { credits, marketplace } = house.deployment;
    await approveCreditsSync(client, { credits, spender: marketplace, amount: maxUint256 });
  }

  it("tell a seller who was away what he sold, until he has read it", async () => {
    const name = await buyFrom(actors.alice);
    for (const phone of [false, true]) {
      const alice = await visit(browser, house.pageUrl, "alice", phone);
      const { page } = alice;
      await page.goto("/");
      if (!phone) await says(page, "bell", /\d/);
      await page.getByTestId("bell").click();
      await page.getByRole("menuitem").filter({ hasText: "Sold" }).filter({ hasText: name }).first().waitFor();
      await page.getByRole("menuitem").filter({ hasText: "you received" }).first().waitFor();
      await expectNoOverflow(page);
      await picture(alice, "notifications");
      if (!phone) {
        await page.getByTestId("mark-all").click();
        await page.getByTestId("mark-all").waitFor({ state: "detached" });
        await page.reload();
        await page.getByTestId("bell").click();
        await page.getByRole("menuitem").filter({ hasText: name }).first().waitFor();
        expect(await page.getByTestId("mark-all").count()).to.equal(0);
        // One more comes live, and is read where it leads.
        const another = await buyFrom(actors.alice);
        await says(page, "toast-item_sold", another);
        await says(page, "bell", "1");
        await page.getByRole("menuitem").filter({ hasText: another }).first().click();
        await page.waitForURL(/\/item\//);
        await page.locator(".bell-count").waitFor({ state: "detached" });
      }
      expectQuiet(alice);
      await alice.context.close();
    }
  });

  it("ask who has a wallet of his own for one signature, and nobody for none", async () => {
    const stranger = await visit(browser, house.pageUrl, "none");
    const { page } = stranger;
    await page.addInitScript({ content: walletOf(house.rpcUrl, actors.dave.address) });
    await page.goto("/");
    await page.getByTestId("bell").click();
    await page.getByText("First say who you are.").waitFor();
    await page.getByRole("menuitem").filter({ hasText: "Browser wallet" }).click();
    await page.getByTestId("account").waitFor();
    await page.getByTestId("bell").click();
    await page.getByText("It costs nothing and moves nothing.").waitFor();
    await picture(stranger, "notifications-sign-in");
    await page.getByTestId("sign-in").click();
    await page.getByTestId("sign-in").waitFor({ state: "detached" });
    await page.getByRole("menu").getByText("Notifications").waitFor();
    await page.reload();
    await page.getByTestId("bell").click();
    await page.getByTestId("account").waitFor();
    expect(await page.getByTestId("sign-in").count(), "a reload asks for no second signature").to.equal(0);
    expectQuiet(stranger);
    await stranger.context.close();
  });
});
