import type { PlazaDeployment } from "@plaza/sdk";
import { createPublicClient, http } from "viem";
import { chooseCatalogue } from "../catalogue/choose.ts";
import type { Catalogue } from "../catalogue/kind.ts";
import { ADMIN, PLAYERS, SELLERS } from "../plan/accounts.ts";
import { DEFAULT_SEED, planMarket } from "../plan/plan.ts";
import type { Plan } from "../plan/types.ts";
import { deriveAccounts, LOCAL_MNEMONIC } from "./accounts.ts";
import { followBlocks } from "./confirmations.ts";
import { fillVaults, makePurchases, openAuctions, openListings } from "./market.ts";
import { defineAllResources, mintAllCredits, mintAllPieces, mintAllStacks, registerAllKinds } from "./mint.ts";
import { countStep, type SeedProgress, type SeedStep } from "./progress.ts";
import { createSender, type Sender, type SenderOptions } from "./sender.ts";

export interface SeedParameters {
  /** JSON-RPC of the chain. */
  readonly rpcUrl: string;
  /** A deployment that nothing was seeded on yet. */
  readonly deployment: PlazaDeployment;
  /** What to sell; by default what `PLAZA_CATALOGUE` names, else the System Reference Document's equipment. */
  readonly catalogue?: Catalogue;
  /** What the random choices start from: the same text gives the same market. */
  readonly seed?: string;
  /** Whose accounts sell, play and mint; by default those of a local chain. They need ether for gas. */
  readonly mnemonic?: string;
  /**
   * Seconds between the blocks that a local Hardhat chain makes by the clock. If given, it makes them faster while it is seeded,
   * and none for each transaction: the market then fits into some dozens of blocks, instead of hundreds.
   */
  readonly blockSeconds?: number;
  /** Told as each part of a step is done. */
  readonly onProgress?: (progress: SeedProgress) => void;
}

/** What was put on the chain. */
export interface SeedSummary {
  readonly catalogue: string;
  readonly kinds: number;
  readonly items: number;
  readonly stacks: number;
  readonly listings: number;
  readonly auctions: number;
  readonly purchases: number;
}

async function timeOf(rpcUrl: string): Promise<bigint> {
  return (await createPublicClient({ transport: http(rpcUrl) }).getBlock()).timestamp;
}

/** Who sends for each account that takes part. */
function createSenders(mnemonic: string, options: SenderOptions): (account: number) => Sender {
  const accounts = deriveAccounts(mnemonic, [ADMIN, ...PLAYERS, ...SELLERS]);
  const senders = new Map([...accounts].map(([number, account]) => [number, createSender(account, options)]));
  return (account) => {
    const sender = senders.get(account);
    if (!sender) throw new Error(`account ${account} takes no part in the seeding`);
    return sender;
  };
}

/** Carries a plan out. Each step needs the blocks of the one before; within a step many transactions are in flight. */
async function carryOut(plan: Plan, senderOf: (account: number) => Sender, parameters: SeedParameters): Promise<void> {
  const { rpcUrl, deployment, onProgress } = parameters;
  const count = (step: SeedStep, total: number) => countStep(step, total, onProgress);
  const mint = { deployment, admin: senderOf(ADMIN), senderOf };
  await registerAllKinds(plan, mint, count("kinds", plan.kinds.length));
  const tokenIds = await mintAllPieces(plan, mint, count("items", plan.pieces.length));
  await defineAllResources(plan, mint);
  await mintAllStacks(plan, mint, count("resources", plan.stacks.length));
  await mintAllCredits(plan, mint, count("credits", plan.funds.length));

  const market = { deployment, senderOf, tokenIds };
  const dated = async () => ({ ...market, now: await timeOf(rpcUrl) });
  const open = await openListings(plan, await dated(), count("listings", plan.listings.length));
  // The clock is read anew: where each block takes a second or more, listing has taken minutes.
  await openAuctions(plan, await dated(), count("auctions", plan.auctions.length));
  await fillVaults(plan, market, count("deposits", PLAYERS.length));
  await makePurchases(open, market, count("purchases", countPurchases(plan)));
}

const countPurchases = ({ listings }: Plan): number =>
  listings.reduce((sum, { purchases }) => sum + purchases.length, 0);

/**
 * Fills a fresh Plaza: registers the catalogue, mints all pieces and stacks, gives everybody Credits, opens listings and auctions,
 * fills the players' vaults and makes some first purchases. All by the SDK's actions.
 *
 * @throws CatalogueError when the catalogue cannot be used; a PlazaError, such as `KindExistsError` on a deployment that was
 * seeded before.
 */
export async function seedCatalogue(parameters: SeedParameters): Promise<SeedSummary> {
  const { rpcUrl, deployment, seed = DEFAULT_SEED, mnemonic = LOCAL_MNEMONIC } = parameters;
  const catalogue = parameters.catalogue ?? (await chooseCatalogue(process.env));
  const plan = planMarket(catalogue, seed);
  const confirmations = await followBlocks(rpcUrl, parameters.blockSeconds);
  try {
    await carryOut(plan, createSenders(mnemonic, { rpcUrl, deployment, confirmations, gas: new Map() }), parameters);
  } finally {
    await confirmations.close();
  }
  return {
    catalogue: catalogue.name,
    kinds: plan.kinds.length,
    items: plan.pieces.length,
    stacks: plan.stacks.length,
    listings: plan.listings.length,
    auctions: plan.auctions.length,
    purchases: countPurchases(plan),
  };
}
