import { feeSplit } from "@plaza/sdk";
import { getAuction, getCreditsBalance, getVault } from "@plaza/sdk/actions";
import { createGraphqlClient } from "@plaza/sdk/graphql";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { type Hex, parseEther } from "viem";
import type { Stack } from "../../scripts/lib/stack.ts";
import { actors, clientOf, timeOf } from "../helpers/chain.ts";
import { expectNoOverflow, expectQuiet, launchBrowser, picture, says, type Visitor, visit } from "./browser.ts";
import { openHouse } from "./house.ts";

const RANKS = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"];

describe("a bidding war in three browsers", function () {
  this.timeout(180_000);
  let house: Stack;
  let browser: Browser;
  let alice: Visitor;
  let bob: Visitor;
  let carol: Visitor;
  let id: Hex;

  before(async () => {
    [house, browser] = await Promise.all([openHouse(), launchBrowser()]);
    [alice, bob, carol] = await Promise.all([
      visit(browser, house.pageUrl, "alice"),
      visit(browser, house.pageUrl, "bob"),
      visit(browser, house.pageUrl, "carol", true),
    ]);
  });
  after(() => browser?.close());

  it("begins when alice hands her finest piece to the auctioneer", async () => {
    const { page } = alice;
    const { holdings } = await createGraphqlClient({ url: house.graphqlUrl }).getAccount({
      address: actors.alice.address,
      holdings: { first: 100 },
    });
    const single = holdings.nodes.filter(({ item }) => item.standard === "ERC721");
    const [finest] = single.toSorted((a, b) => RANKS.indexOf(b.item.rarity ?? "") - RANKS.indexOf(a.item.rarity ?? ""));
    if (finest === undefined) throw new Error("alice holds nothing to auction");

    await page.goto(`/item/${finest.item.token}/${finest.item.tokenId}`);
    await page.getByRole("button", { name: "Auction it" }).click();
    await page.getByLabel("Start price").fill("100");
    await page.getByLabel("Runs for").selectOption({ label: "5 minutes" });
    await page.getByTestId("create-auction").click();
    await page.getByRole("link", { name: "See the auction" }).click();
    await page.waitForURL(/\/auction\/0x[0-9a-f]{64}$/);
    id = new URL(page.url()).pathname.split("/").at(-1) as Hex;
    await page.getByText("This is your auction.").waitFor();
    await Promise.all([bob.page.goto(`/auction/${id}`), carol.page.goto(`/auction/${id}`)]);
  });

  it("refuses a bid below the minimum before it is signed", async () => {
    const { page } = bob;
    await page.getByTestId("open-bid").click();
    await page.getByLabel("Your bid").fill("99.99");
    await page.getByText("The next bid must be at least 100 Credits.").waitFor();
    expect(await page.getByTestId("place-bid").isDisabled()).to.equal(true);
  });

  it("goes back and forth, and each sees at once what the other did", async () => {
    await bid(bob, "100");
    await says(bob.page, "standing", "You lead");
    await says(carol.page, "top-bid", "100");

    await carol.page.getByTestId("open-bid").click();
    await bid(carol, "150");
    await says(bob.page, "standing", "outbid");
    await says(bob.page, "toast-outbid", "outbid");
    await says(alice.page, "toast-new_bid", "New bid");

    await bob.page.getByTestId("open-bid").click();
    await bid(bob, "210.5");
    await says(carol.page, "standing", "outbid");
    await picture(carol, "auction");
    await picture(bob, "auction");
  });

  it("deposits on the way when a bid is not covered", async () => {
    const before = await vaultOf(actors.carol.address);
    await carol.page.getByTestId("open-bid").click();
    await carol.page.getByText("To deposit with this bid").waitFor({ state: "detached" });
    await carol.page.getByLabel("Your bid").fill("25100");
    await carol.page.getByText("To deposit with this bid").waitFor();
    await bid(carol, "25100", "Deposit and bid");
    expect((await vaultOf(actors.carol.address)) - before).to.equal(parseEther("25100") - before);
    await says(alice.page, "top-bid", "25,100");
    await expectNoOverflow(carol.page);
  });

  it("settles by itself when the time is up: the winner has it, the seller is paid, the loser is told", async () => {
    const client = clientOf(house, actors.alice);
    const { credits, marketplace } = house.deployment;
    const sellerBefore = await getCreditsBalance(client, { credits, account: actors.alice.address });
    const time = timeOf(house);
    await time.increaseTime({ seconds: 300 });
    await time.mine({ blocks: 1 });

    for (const { page } of [alice, bob, carol])
      await page.locator('[data-outcome="settled"]').waitFor({ timeout: 60_000 });
    await says(carol.page, "outcome", "You won");
    await says(bob.page, "outcome", "Sold to Carol");
    await says(alice.page, "outcome", "of which you received");

    const state = await getAuction(client, { marketplace, id });
    expect([state.winner, state.amount]).to.deep.equal([actors.carol.address, parseEther("25100")]);
    const { proceeds } = feeSplit({ amount: parseEther("25100"), feeBps: 500 });
    expect((await getCreditsBalance(client, { credits, account: actors.alice.address })) - sellerBefore).to.equal(
      proceeds,
    );
    expect(await vaultOf(actors.carol.address)).to.equal(0n);
  });

  it("shows the loser's money free again, and lets him withdraw it at once", async () => {
    const { page } = bob;
    const before = await vaultOf(actors.bob.address);
    await page.goto("/credits");
    await says(page, "vault-reserved", /^0/);
    await page.getByLabel("Amount").nth(1).fill("1000");
    await page.getByTestId("withdraw").click();
    await page.getByText("It is in your wallet.").waitFor();
    expect(before - (await vaultOf(actors.bob.address))).to.equal(parseEther("1000"));
  });

  it("leaves the consoles quiet", () => {
    expectQuiet(alice, bob, carol);
  });

  /** Fills in and places the bid in the open dialog, and goes back to the auction. */
  async function bid({ page }: Visitor, amount: string, button = "Bid"): Promise<void> {
    await page.getByLabel("Your bid").fill(amount);
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByText(/^You lead with/).waitFor();
    await page.getByRole("button", { name: "Back to the auction" }).click();
    // Who bids with the keyboard is where he was.
    await page.locator('[data-testid="open-bid"]:focus').waitFor();
  }

  async function vaultOf(account: `0x${string}`): Promise<bigint> {
    const { marketplace } = house.deployment;
    return (await getVault(clientOf(house, actors.alice), { marketplace, account })).free;
  }
});
