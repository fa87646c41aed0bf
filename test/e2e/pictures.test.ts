import { createGraphqlClient } from "@plaza/sdk/graphql";
import type { Browser } from "playwright-core";
import type { Stack } from "../../scripts/lib/stack.ts";
import { expectNoOverflow, expectQuiet, launchBrowser, picture, visit } from "./browser.ts";
import { openHouse } from "./house.ts";

describe("the page at a desk and on a phone", function () {
  this.timeout(120_000);
  let house: Stack;
  let browser: Browser;

  before(async () => {
    [house, browser] = await Promise.all([openHouse(), launchBrowser()]);
  });
  after(() => browser?.close());

  for (const phone of [false, true]) {
    const width = phone ? 390 : 1440;
    it(`fits and shows everything at ${width} px`, async () => {
      const erin = await visit(browser, house.pageUrl, "erin", phone);
      const { page } = erin;
      const { nodes } = await createGraphqlClient({ url: house.graphqlUrl }).getListings({
        filter: { itemType: ["WEAPON"] },
        sort: "RARITY_DESC",
        first: 1,
      });
      const shop: [string, string, string][] = [
        ["browse", "/", "listing-card"],
        ["item", `/item/${nodes[0]?.token}/${nodes[0]?.tokenId}`, "buy"],
        ["auctions", "/auctions", "auction-card"],
        ["me", "/me", "holdings"],
        ["credits", "/credits", "vault-available"],
      ];
      for (const [name, path, testId] of shop) {
        await page.goto(path);
        await page.getByTestId(testId).first().waitFor();
        await page.locator(".skeleton").first().waitFor({ state: "detached" });
        await expectNoOverflow(page);
        if (name !== "auctions" && name !== "credits") await picture(erin, name);
      }
      expectQuiet(erin);
    });
  }
});
