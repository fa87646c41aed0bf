import { fileURLToPath } from "node:url";
import {
  feeSplit,
  gameItemsAbi,
  getCreditsAllowance,
  getCreditsBalance,
  getItemOwner,
  getItemTraits,
  getResourceBalance,
  getVault,
  KindExistsError,
  marketplaceAbi,
} from "@plaza/sdk";
import {
  type Catalogue,
  PLAYER_VAULT,
  PLAYER_WALLET,
  type Plan,
  planMarket,
  readCatalogue,
  SEED_STEPS,
  SELLER_WALLET,
  type SeedProgress,
  type SeedSummary,
  seedCatalogue,
  srdCatalogue,
} from "@plaza/seed";
import { expect } from "chai";
import { createPublicClient, createWalletClient, http, type PublicClient } from "viem";
import { hardhat } from "viem/chains";
import { localAccount } from "../../scripts/lib/accounts.ts";
import type { Chain } from "../../scripts/lib/chain.ts";
import { startTestChain } from "../helpers/chain.ts";

const PLAYERS = [1, 2, 3, 4, 5];
const MERCHANTS = [10, 11, 12, 13, 14];
const addressOf = (account: number) => localAccount(account).address;

const example = fileURLToPath(new URL("../../seed/examples/catalogue.json", import.meta.url));

/** Who ends up with each piece: "kind owner", sorted. Token ids are not part of the plan. */
function plannedOwners({ pieces, listings, auctions }: Plan, marketplace: string): string[] {
  const owners = pieces.map(({ holder }) => addressOf(holder) as string);
  for (const { goods } of auctions) if (goods.standard === "ERC721") owners[goods.piece] = marketplace;
  for (const { goods, purchases } of listings) {
    if (goods.standard !== "ERC721") continue;
    owners[goods.piece] = purchases[0] ? addressOf(purchases[0].buyer) : marketplace;
  }
  return pieces.map(({ piece }, place) => `${piece.kind.kind} ${owners[place]}`).sort();
}

/** A chain that a catalogue was seeded on, with what to ask it. */
async function seeded(catalogue: Catalogue) {
  const started = Date.now() / 1_000;
  const chain = await startTestChain({ network: "node" });
  const progress: SeedProgress[] = [];
  const began = performance.now();
  const summary = await seedCatalogue({
    ...chain,
    catalogue,
    blockSeconds: 1,
    onProgress: (step) => progress.push(step),
  });
  const client: PublicClient = createPublicClient({ transport: http(chain.rpcUrl, { batch: true }) });
  return {
    chain,
    client,
    plan: planMarket(catalogue),
    progress,
    summary,
    started,
    seconds: (performance.now() - began) / 1_000,
  };
}

async function ownersOnChain(client: PublicClient, { deployment }: Chain, items: number): Promise<string[]> {
  const token = deployment.gameItems;
  const ids = Array.from({ length: items }, (_, index) => BigInt(index + 1));
  const owners = ids.map(async (tokenId) => {
    const [owner, { kind }] = await Promise.all([
      getItemOwner(client, { token, tokenId }),
      getItemTraits(client, { token, tokenId }),
    ]);
    return `${kind} ${owner}`;
  });
  return (await Promise.all(owners)).sort();
}

async function eventCounts(client: PublicClient, { deployment }: Chain): Promise<Record<string, number>> {
  const { marketplace: address, startBlock: fromBlock } = deployment;
  const events = await client.getContractEvents({ abi: marketplaceAbi, address, fromBlock });
  const counts: Record<string, number> = {};
  for (const { eventName } of events) counts[eventName] = (counts[eventName] ?? 0) + 1;
  return counts;
}

describe("seeding the System Reference Document's equipment", () => {
  let market: Awaited<ReturnType<typeof seeded>>;

  before(async function () {
    this.timeout(120_000);
    market = await seeded(srdCatalogue());
  });

  after(() => market?.chain.close());

  it("takes seconds, not minutes", () => expect(market.seconds).to.be.below(60));

  it("tells how far each step is, up to its end", () => {
    for (const step of SEED_STEPS) {
      const told = market.progress.filter((progress) => progress.step === step);
      expect(told[0], step).to.include({ done: 0 });
      expect(told.at(-1)?.done, step).to.equal(told.at(-1)?.total);
    }
  });

  it("has on chain what it says, and at least 300 items, 100 listings and 20 auctions", async () => {
    const { client, chain, summary } = market;
    const minted = await client.readContract({
      abi: gameItemsAbi,
      address: chain.deployment.gameItems,
      functionName: "totalMinted",
    });
    expect(Number(minted)).to.equal(summary.items).and.to.be.at.least(300);
    const counts = await eventCounts(client, chain);
    expect(counts).to.include({
      ListingCreated: summary.listings,
      AuctionCreated: summary.auctions,
      ListingBought: summary.purchases,
      Deposited: PLAYERS.length,
    });
    expect(summary.listings).to.be.at.least(100);
    expect(summary.auctions).to.be.at.least(20);
  });

  it("gives each piece to whom it is planned for", async () => {
    const { client, chain, plan, summary } = market;
    const owners = await ownersOnChain(client, chain, summary.items);
    expect(owners).to.deep.equal(plannedOwners(plan, chain.deployment.marketplace));
  });

  it("gives each holder the units that are left to him", async () => {
    const { client, chain, plan } = market;
    const holders = [...PLAYERS, ...MERCHANTS];
    for (const { kind } of plan.stacks.slice(0, 20)) {
      const expected = new Map(holders.map((holder) => [holder, 0]));
      const add = (holder: number, units: number) => expected.set(holder, (expected.get(holder) ?? 0) + units);
      for (const stack of plan.stacks) if (stack.kind === kind) add(stack.holder, stack.quantity);
      for (const { seller, goods, ...rest } of [...plan.listings, ...plan.auctions]) {
        if (goods.standard !== "ERC1155" || goods.kind !== kind.kind) continue;
        add(seller, -goods.quantity);
        if ("purchases" in rest) for (const { buyer, quantity } of rest.purchases) add(buyer, quantity);
      }
      for (const holder of holders) {
        const token = chain.deployment.gameResources;
        const balance = await getResourceBalance(client, {
          token,
          account: addressOf(holder),
          tokenId: BigInt(kind.kind),
        });
        expect(Number(balance), `${kind.name} of account ${holder}`).to.equal(expected.get(holder));
      }
    }
  });

  it("leaves each player Credits in wallet and vault, and no allowance", async () => {
    const { client, chain } = market;
    const { marketplace, credits } = chain.deployment;
    for (const player of PLAYERS) {
      const account = addressOf(player);
      expect(await getCreditsBalance(client, { credits, account })).to.equal(PLAYER_WALLET);
      expect(await getVault(client, { marketplace, account })).to.include({
        free: PLAYER_VAULT,
        exiting: 0n,
        credit: 0n,
      });
      expect(await getCreditsAllowance(client, { credits, owner: account, spender: marketplace })).to.equal(0n);
    }
  });

  it("paid the merchants for what they sold, less the fee", async () => {
    const { client, chain, plan } = market;
    const { marketplace, credits } = chain.deployment;
    let fees = 0n;
    const earned = new Map(MERCHANTS.map((merchant) => [merchant, SELLER_WALLET]));
    for (const { seller, price, purchases } of plan.listings) {
      for (const { quantity } of purchases) {
        const { fee, proceeds } = feeSplit({ amount: price * BigInt(quantity), feeBps: 500n });
        fees += fee;
        earned.set(seller, (earned.get(seller) ?? 0n) + proceeds);
      }
    }
    for (const [merchant, amount] of earned) {
      expect(await getCreditsBalance(client, { credits, account: addressOf(merchant) })).to.equal(amount);
    }
    const vaults = PLAYER_VAULT * BigInt(PLAYERS.length);
    expect(await getCreditsBalance(client, { credits, account: marketplace })).to.equal(vaults + fees);
  });

  it("puts many transactions into one block, and leaves the chain as it found it", async () => {
    const { client, summary } = market;
    expect(Number(await client.getBlockNumber())).to.be.below(summary.listings / 2);
    const wallet = createWalletClient({
      account: localAccount(1),
      chain: hardhat,
      transport: http(market.chain.rpcUrl),
    });
    const hash = await wallet.sendTransaction({ to: addressOf(2), value: 1n });
    expect((await client.getTransactionReceipt({ hash })).status).to.equal("success");
    const before = await client.getBlockNumber({ cacheTime: 0 });
    const deadline = Date.now() + 10_000;
    while ((await client.getBlockNumber({ cacheTime: 0 })) === before) expect(Date.now()).to.be.below(deadline);
  });

  it("leaves the chain's clock at the hour of the day", async () => {
    const { timestamp } = await market.client.getBlock();
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).to.be.below(10);
    // Hardhat would begin at the hour when its configuration was read.
    const genesis = await market.client.getBlock({ blockNumber: 0n });
    expect(Number(genesis.timestamp)).to.be.within(market.started - 1, market.started + 10);
  });

  it("refuses to seed a second time", async () => {
    const failure = await seedCatalogue({ ...market.chain, catalogue: srdCatalogue() }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(KindExistsError);
  });
});

describe("seeding a studio's own catalogue", () => {
  let market: Awaited<ReturnType<typeof seeded>>;

  before(async function () {
    this.timeout(60_000);
    market = await seeded(await readCatalogue(example));
  });

  after(() => market?.chain.close());

  it("puts its kinds on chain, with the traits that the file gives them", async () => {
    const { client, chain, plan } = market;
    const summary: SeedSummary = market.summary;
    expect(summary).to.include({ catalogue: "Emberfall, by Lantern Studio", kinds: 7, items: 32 });
    expect(await ownersOnChain(client, chain, summary.items)).to.deep.equal(
      plannedOwners(plan, chain.deployment.marketplace),
    );
    const ids = Array.from({ length: summary.items }, (_, index) => BigInt(index + 1));
    const traits = await Promise.all(
      ids.map((tokenId) => getItemTraits(client, { token: chain.deployment.gameItems, tokenId })),
    );
    expect(traits.filter(({ kind }) => kind === 5)[0]).to.include({ itemType: "LAND", biome: "SWAMP" });
    expect(traits.filter(({ kind }) => kind === 3)[0]).to.include({ itemType: "MOUNT", rarity: "LEGENDARY" });
  });
});
