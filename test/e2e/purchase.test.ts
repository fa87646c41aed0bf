import { feeSplit } from "@plaza/sdk";
import { approveCredits, buySync, getCreditsBalance, getItemOwner } from "@plaza/sdk/actions";
import { createGraphqlClient, type IndexedListing, listingTerms } from "@plaza/sdk/graphql";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { type Address, isAddressEqual, parseEther } from "viem";
import type { Stack } from "../../scripts/lib/stack.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { expectNoOverflow, expectQuiet, launchBrowser, says, visit, walletOf } from "./browser.ts";
import { openHouse } from "./house.ts";

describe("a purchase in the page", function () {
  this.timeout(120_000);
  let house: Stack;
  let browser: Browser;

  before(async () => {
    [house, browser] = await Promise.all([openHouse(), launchBrowser()]);
  });
  after(() => browser?.close());

  /** Single pieces for sale that a player can afford, the dearest first. */
  async function listings(): Promise<IndexedListing[]> {
    const { nodes } = await createGraphqlClient({ url: house.graphqlUrl }).getListings({
      filter: { collection: [house.deployment.gameItems], price: { min: parseEther("50"), max: parseEther("900") } },
      sort: "PRICE_DESC",
      first: 100,
    });
    return nodes;
  }

  /** Credits in the wallets of bob and of a seller. */
  function balances(seller: Address): Promise<[bigint, bigint]> {
    const { credits } = house.deployment;
    const client = clientOf(house, actors.bob);
    return Promise.all([
      getCreditsBalance(client, { credits, account: actors.bob.address }),
      getCreditsBalance(client, { credits, account: seller }),
    ]);
  }

  it("finds a piece by filters, buys it, and has it in his chest, paid to the last coin", async () => {
    const bob = await visit(browser, house.pageUrl, "bob");
    const { page } = bob;
    await page.goto("/");
    await page.getByRole("button", { name: "Rare", exact: true }).click();
    await page.getByRole("button", { name: "Weapons", exact: true }).click();
    await page.getByLabel("Highest price").fill("900");
    await page.waitForURL(/rarity=RARE&itemType=WEAPON&price=\.\.900/);
    await says(page, "result-count", /^\d+ listings?$/);
    await page.getByRole("button", { name: "Remove filter Rare" }).waitFor();
    await page.getByTestId("listing-card").filter({ hasNotText: "Epic" }).first().click();
    await page.waitForURL(/\/item\//);

    const tokenId = BigInt(new URL(page.url()).pathname.split("/").at(-1) ?? "");
    const listing = (await listings()).find((candidate) => candidate.tokenId === tokenId);
    if (listing === undefined) throw new Error(`no listing of piece ${tokenId}`);
    const client = clientOf(house, actors.bob);
    const { gameItems } = house.deployment;
    const [buyerBefore, sellerBefore] = await balances(listing.seller);

    await page.getByTestId("buy").click();
    await page.getByText(`${listing.item.name} is yours.`).waitFor();

    const { proceeds } = feeSplit({ amount: listing.price, feeBps: listing.feeBps });
    const [buyerAfter, sellerAfter] = await balances(listing.seller);
    expect(await getItemOwner(client, { token: gameItems, tokenId })).to.equal(actors.bob.address);
    expect(buyerBefore - buyerAfter).to.equal(listing.price);
    expect(sellerAfter - sellerBefore).to.equal(proceeds);
    expect(await page.getByRole("heading", { name: "This piece is yours" }).isVisible()).to.equal(true);

    await page.goto("/me?tab=history");
    await says(page, "my-trades", listing.item.name);
    await page.goto("/me");
    await says(page, "holdings", listing.item.name);
    expectQuiet(bob);
  });

  it("says in plain words that somebody was faster, and takes nothing", async () => {
    const players: readonly string[] = [actors.dave.address, actors.erin.address];
    const listing = (await listings()).find(({ seller }) => !players.includes(seller));
    if (listing === undefined) throw new Error("nothing is for sale");
    const dave = await visit(browser, house.pageUrl, "dave");
    const { page } = dave;
    await page.goto(`/item/${listing.token}/${listing.tokenId}`);
    await page.getByTestId("buy").waitFor();
    // Dave's page hears nothing more from the indexer, so that it still shows what erin now takes away.
    await page.route("**/graphql", () => {});

    const erin = clientOf(house, actors.erin);
    const { credits, marketplace } = house.deployment;
    await approveCredits(erin, { credits, spender: marketplace, amount: listing.price });
    const terms = listingTerms(listing);
    await buySync(erin, { marketplace, terms, maxTotal: listing.price });

    const before = await getCreditsBalance(erin, { credits, account: actors.dave.address });
    await page.getByTestId("buy").click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).to.match(/another player/i);
    expect(await getCreditsBalance(erin, { credits, account: actors.dave.address })).to.equal(before);
    expectQuiet(dave);
  });

  it("shows a listing by its link while the index is away, from the chain, and sells it", async () => {
    const { id, item } = (await listings()).find(({ seller }) => !isAddressEqual(seller, actors.carol.address)) ?? {};
    if (id === undefined || item === undefined) throw new Error("nothing is for sale");
    const carol = await visit(browser, house.pageUrl, "carol");
    const { page } = carol;
    await page.route("**/graphql", (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto(`/listing/${id}`);
    await page.getByRole("heading", { name: item.name }).waitFor();
    await says(page, "stale", "from the chain alone");
    await page.getByTestId("buy").click();
    await page.getByText(`${item.name} is yours.`).waitFor();
  });

  it("switches between the funded players and remembers who it was", async () => {
    const visitor = await visit(browser, house.pageUrl, "alice");
    const { page } = visitor;
    await page.goto("/");
    await says(page, "account", "Alice");
    await page.getByTestId("account").click();
    await page.getByTestId("play-carol").click();
    await says(page, "account", "Carol");
    await page.reload();
    await says(page, "account", "Carol");
    await page.getByTestId("account").click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expectQuiet(visitor);
  });

  it("trades with an injected wallet where there is one", async () => {
    const listing = (await listings()).findLast(({ seller }) => !isAddressEqual(seller, actors.dave.address));
    if (listing === undefined) throw new Error("nothing is for sale");
    const visitor = await visit(browser, house.pageUrl, "none");
    const { page } = visitor;
    await page.addInitScript({ content: walletOf(house.rpcUrl, actors.dave.address) });
    await page.goto(`/item/${listing.token}/${listing.tokenId}`);
    await page.getByTestId("buy").click();
    await page
      .getByRole("dialog")
      .getByRole("menuitem", { name: /wallet/i })
      .click();
    await says(page, "account", /Dave/);
    await page.getByTestId("buy").click();
    await page.getByText(`${listing.item.name} is yours.`).waitFor();
    const client = clientOf(house, actors.dave);
    expect(await getItemOwner(client, { token: listing.token, tokenId: listing.tokenId })).to.equal(
      actors.dave.address,
    );
    expectQuiet(visitor);
  });

  it("lists a piece, changes its price and takes it back", async () => {
    const carol = await visit(browser, house.pageUrl, "carol", true);
    const { page } = carol;
    await page.goto("/me");
    await page.getByTestId("holdings").getByRole("link").first().click();
    await page.getByLabel("Price", { exact: false }).first().fill("77.5");
    await page.getByTestId("list").click();
    await page.getByRole("heading", { name: "77.50" }).or(page.getByText("77.50")).first().waitFor();
    await page.getByRole("button", { name: "Cancel the listing" }).waitFor();
    await page.getByLabel("New price").fill("80");
    await page.getByRole("button", { name: "Change the price" }).click();
    await page.getByText("The new price is up.").waitFor();
    // What the page shows beforehand must not take away the word of how it went.
    await page.route(`${house.rpcUrl}/**`, (route) => {
      const asked = route.request().postDataJSON() as { id: number; method: string };
      if (asked.method !== "eth_sendRawTransaction") return route.continue();
      return route.fulfill({ json: { jsonrpc: "2.0", id: asked.id, error: { code: -32_603, message: "not now" } } });
    });
    await page.getByRole("button", { name: "Cancel the listing" }).click();
    await page.getByRole("alert").waitFor();
    await page.unroute(`${house.rpcUrl}/**`);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("It is back in your pack.").waitFor();
    await page.getByTestId("list").waitFor();
    await expectNoOverflow(page);
    expectQuiet(carol);
  });
});
