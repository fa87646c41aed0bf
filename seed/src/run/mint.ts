import { type ItemTraits, mintItems, type PlazaDeployment } from "@plaza/sdk";
import type { Kind } from "../catalogue/kind.ts";
import type { Piece } from "../catalogue/pieces.ts";
import type { Plan, PlannedPiece } from "../plan/types.ts";
import { batches, groupBy } from "./batches.ts";
import type { Counter } from "./progress.ts";
import type { Sender } from "./sender.ts";

/** What one transaction registers may weigh: about 8 million gas. */
const KINDS_WEIGHT = 24_000;

/** A kind weighs its bytes, and what a contract of its own costs besides, in bytes. */
const weightOf = ({ name, icon }: Kind): number => 256 + name.length + icon.length;
const totalOf = (kinds: readonly Kind[]): number => kinds.reduce((sum, kind) => sum + weightOf(kind), 0);

/** Pieces, definitions or stacks that one transaction makes: at most 8 million gas. */
const MINTS = 100;

/** Who mints, and for whom an account number stands. */
export interface Mint {
  readonly deployment: PlazaDeployment;
  readonly admin: Sender;
  readonly senderOf: (account: number) => Sender;
}

const traitsOf = (
  { kind, itemType, class: suits, biome }: Kind,
  { rarity, stats }: Omit<Piece, "kind" | "value">,
): ItemTraits => ({
  kind,
  itemType,
  rarity,
  class: suits,
  biome,
  ...stats,
});

/** Puts every kind into the catalogue of the collection that it belongs to. */
export async function registerAllKinds({ kinds }: Plan, { deployment, admin }: Mint, count: Counter): Promise<void> {
  const { gameItems, gameResources } = deployment;
  const registerBatch = async (stackable: boolean, batch: readonly Kind[]): Promise<void> => {
    const inputs = batch.map(({ kind, name, icon }) => ({ kind, name, icon }));
    const token = stackable ? gameResources : gameItems;
    await admin.send((plaza) => plaza.registerKinds, { token, kinds: inputs }, `registerKinds ${token}`);
    count(batch.length);
  };
  const sent = [...groupBy(kinds, ({ stackable }) => stackable)].flatMap(([stackable, group]) =>
    batches(group, KINDS_WEIGHT, weightOf)
      // The heaviest first: the gas of all is taken from it.
      .sort((a, b) => totalOf(b) - totalOf(a))
      .map((batch) => registerBatch(stackable, batch)),
  );
  await Promise.all(sent);
}

/** Mints all pieces. Answers the token id of each, by its place in the plan. */
export async function mintAllPieces(
  { pieces }: Plan,
  { deployment, admin, senderOf }: Mint,
  count: Counter,
): Promise<bigint[]> {
  const tokenIds: bigint[] = [];
  const placed = pieces.map((planned, place) => ({ ...planned, place }));
  const mintBatch = async (holder: number, batch: readonly (PlannedPiece & { place: number })[]): Promise<void> => {
    const items = batch.map(({ piece }) => traitsOf(piece.kind, piece));
    const to = senderOf(holder).address;
    const { logs } = await admin.send((plaza) => plaza.mintItems, { to, items });
    const minted = mintItems.extractEvent(logs, { address: deployment.gameItems }).tokenIds;
    for (const [index, { place }] of batch.entries()) tokenIds[place] = minted[index] ?? 0n;
    count(batch.length);
  };
  const sent = [...groupBy(placed, ({ holder }) => holder)].flatMap(([holder, group]) =>
    batches(group, MINTS).map((batch) => mintBatch(holder, batch)),
  );
  await Promise.all(sent);
  return tokenIds;
}

/** Sets the traits of every stackable kind. */
export async function defineAllResources({ kinds }: Plan, { admin }: Mint): Promise<void> {
  const stackable = kinds.filter((kind) => kind.stackable).map((kind) => traitsOf(kind, kind));
  const sent = batches(stackable, MINTS).map((resources) =>
    admin.send((plaza) => plaza.defineResources, { resources }),
  );
  await Promise.all(sent);
}

/** Mints all stacks. */
export async function mintAllStacks({ stacks }: Plan, { admin, senderOf }: Mint, count: Counter): Promise<void> {
  const sent = [...groupBy(stacks, ({ holder }) => holder)].flatMap(([holder, group]) =>
    batches(group, MINTS).map(async (batch) => {
      const mints = batch.map(({ kind, quantity }) => ({ tokenId: BigInt(kind.kind), quantity: BigInt(quantity) }));
      const to = senderOf(holder).address;
      await admin.send((plaza) => plaza.mintResources, { to, mints });
      count(batch.length);
    }),
  );
  await Promise.all(sent);
}

/** Gives every account its Credits. */
export async function mintAllCredits({ funds }: Plan, { admin, senderOf }: Mint, count: Counter): Promise<void> {
  const sent = funds.map(async ({ account, wallet, vault, spends }) => {
    const to = senderOf(account).address;
    await admin.send((plaza) => plaza.mintCredits, { to, amount: wallet + vault + spends });
    count(1);
  });
  await Promise.all(sent);
}
