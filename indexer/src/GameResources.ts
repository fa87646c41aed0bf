import { type Context, ponder } from "ponder:registry";
import { collection, item } from "ponder:schema";
import { type Hex, isAddressEqual, zeroAddress } from "viem";
import { noteMove } from "./store/activity.ts";
import { moveUnits } from "./store/holdings.ts";
import { addItem, itemIdOf } from "./store/items.ts";
import { addKind } from "./store/kinds.ts";
import type { Place } from "./store/place.ts";

ponder.on("GameResources:setup", async ({ context: { db, contracts } }) => {
  const { address } = contracts.GameResources;
  await db.insert(collection).values({ address, name: "Plaza Resources", standard: "ERC1155", official: true });
});

ponder.on("GameResources:KindRegistered", async ({ event, context: { db } }) => {
  const { kind: id, name, icon } = event.args;
  await addKind(db, { token: event.log.address, id, name, icon });
});

ponder.on("GameResources:ResourceDefined", async ({ event, context: { db } }) => {
  const { tokenId, traits } = event.args;
  const token = event.log.address;
  await addItem(db, event, { token, tokenId, standard: "ERC1155", owner: null, supply: 0n, traits });
});

ponder.on("GameResources:TransferSingle", async ({ event, context }) => {
  const { from, to, id, value } = event.args;
  await move(context, event, { from, to, tokenId: id, quantity: value });
});

ponder.on("GameResources:TransferBatch", async ({ event, context }) => {
  const { from, to, ids, values } = event.args;
  for (const [index, tokenId] of ids.entries())
    await move(context, event, { from, to, tokenId, quantity: values[index] ?? 0n }, index);
});

async function move(
  { db, contracts }: Context,
  place: Place,
  { from, to, tokenId, quantity }: { from: Hex; to: Hex; tokenId: bigint; quantity: bigint },
  part = 0,
): Promise<void> {
  const itemId = itemIdOf(place.log.address, tokenId);
  await moveUnits(db, place, { from, to, itemId, quantity });
  const [minted, destroyed] = [isAddressEqual(from, zeroAddress), isAddressEqual(to, zeroAddress)];
  const sides = { from: minted ? null : from, to: destroyed ? null : to, escrow: contracts.Marketplace.address };
  await noteMove(db, place, { ...sides, itemId, quantity }, part);
  const made = minted ? quantity : 0n;
  const burnt = destroyed ? quantity : 0n;
  if (made !== burnt) await db.update(item, { id: itemId }).set((row) => ({ supply: row.supply + made - burnt }));
}
