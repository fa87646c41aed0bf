import { ponder } from "ponder:registry";
import { collection, item } from "ponder:schema";
import { isAddressEqual, zeroAddress } from "viem";
import { noteMove } from "./store/activity.ts";
import { moveUnits } from "./store/holdings.ts";
import { addItem, itemIdOf } from "./store/items.ts";
import { addKind } from "./store/kinds.ts";
import { setStudio } from "./store/studio.ts";

ponder.on("GameItems:setup", async ({ context: { db, contracts } }) => {
  const { address } = contracts.GameItems;
  await db.insert(collection).values({ address, name: "Plaza Items", standard: "ERC721", official: true });
});

ponder.on("GameItems:KindRegistered", async ({ event, context: { db } }) => {
  const { kind: id, name, icon } = event.args;
  await addKind(db, { token: event.log.address, id, name, icon });
});

ponder.on("GameItems:ItemMinted", async ({ event, context: { db } }) => {
  const { tokenId, to, traits } = event.args;
  const token = event.log.address;
  await addItem(db, event, { token, tokenId, standard: "ERC721", owner: to, supply: 1n, traits });
});

ponder.on("GameItems:Transfer", async ({ event, context: { db, contracts } }) => {
  const { from, to, tokenId } = event.args;
  const itemId = itemIdOf(event.log.address, tokenId);
  await moveUnits(db, event, { from, to, itemId, quantity: 1n });
  const [minted, burnt] = [isAddressEqual(from, zeroAddress), isAddressEqual(to, zeroAddress)];
  const sides = { from: minted ? null : from, to: burnt ? null : to, escrow: contracts.Marketplace.address };
  await noteMove(db, event, { ...sides, itemId, quantity: 1n });
  // A mint's transfer comes before the event that tells what was minted.
  if (!minted) await db.update(item, { id: itemId }).set({ owner: to });
});

ponder.on("GameItems:StudioSellerSet", async ({ event, context: { db } }) => {
  await setStudio(db, event.args.seller, event.args.isStudio);
});
