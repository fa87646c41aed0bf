import {
  acceptOfferSync,
  approveCreditsSync,
  bumpCounterSync,
  buySignedSync,
  cancelOrdersSync,
  createOffer,
  createRelayerClient,
  createSignedListing,
  defineResourcesSync,
  mintCreditsSync,
  mintItemsSync,
  mintResourcesSync,
  type OrderEntry,
  type RelayerClient,
  registerKindsSync,
  setApprovalForAllSync,
  signListing,
  signOffer,
  tokenSet,
  transferCreditsSync,
} from "@plaza/sdk";
import { expect } from "chai";
import { type Hex, type LocalAccount, maxUint256, parseAbi } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";

const { admin, alice, bob, carol } = actors;
const erc721 = parseAbi(["function transferFrom(address from, address to, uint256 tokenId)"]);
const POTIONS = 3n;

describe("the book of signed orders on a real chain", () => {
  let house: AuctionHouse;
  let book: RelayerClient;
  let nonce = 0n;
  const as = (account: LocalAccount) => clientOf(house.chain, account);
  const addresses = () => house.chain.deployment;
  const domain = () => ({ chainId: house.chain.chainId, orders: addresses().orders });

  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    const { gameItems, gameResources, orders, credits: currency } = addresses();
    const token = gameResources;
    await registerKindsSync(as(admin), { token, kinds: [{ kind: Number(POTIONS), name: "Potion", icon: "" }] });
    const resources = [{ kind: Number(POTIONS), itemType: "GEAR", rarity: "COMMON" } as const];
    await defineResourcesSync(as(admin), { token, resources });
    await mintResourcesSync(as(admin), { token, to: alice.address, mints: [{ tokenId: POTIONS, quantity: 10n }] });
    for (const collection of [gameItems, gameResources])
      await setApprovalForAllSync(as(alice), { token: collection, operator: orders, approved: true });
    for (const account of [bob, carol]) {
      await mintCreditsSync(as(admin), { credits: currency, to: account.address, amount: credits(1_000) });
      await approveCreditsSync(as(account), { credits: currency, spender: orders, amount: maxUint256 });
    }
    const { url } = await house.relayer({ data: "memory://" });
    book = createRelayerClient({ url });
  });
  after(() => house.close());

  const mint = async (to: LocalAccount): Promise<bigint> => {
    const items = [{ kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "ROGUE", power: 90 } as const];
    const { tokenIds } = await mintItemsSync(as(admin), { token: addresses().gameItems, to: to.address, items });
    return tokenIds[0] ?? 0n;
  };
  const list = async (changes: object) => {
    nonce += 1n;
    const listing = createSignedListing({
      ...{ seller: alice.address, token: addresses().gameItems, standard: "ERC721", tokenId: 0n },
      ...{ price: credits(10), nonce, ...changes },
    });
    return book.enterListing({ listing, signature: await signListing(as(alice), { domain: domain(), listing }) });
  };
  const offerOf = async (account: LocalAccount, changes: { tokenId?: bigint; tokens?: bigint[]; price?: bigint }) => {
    nonce += 1n;
    const offer = createOffer({
      ...{ buyer: account.address, token: addresses().gameItems, standard: "ERC721", price: credits(8), nonce },
      ...changes,
    });
    const signature = await signOffer(as(account), { domain: domain(), offer });
    return book.enterOffer({ offer, signature, tokenIds: changes.tokens });
  };
  /** Waits until the book says so of an order. */
  const says = async ({ id }: { id: Hex }, expected: Partial<OrderEntry>) => {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const entry = await book.getOrder(id);
      if (Object.entries(expected).every(([key, value]) => entry[key as keyof OrderEntry] === value)) return;
      if (Date.now() > deadline) expect(entry).to.include(expected);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const send = async (from: LocalAccount, to: LocalAccount, tokenId: bigint) =>
    house.mined(
      await as(from).writeContract({
        ...{ address: addresses().gameItems, abi: erc721, functionName: "transferFrom" },
        args: [from.address, to.address, tokenId],
      }),
    );

  it("sells an item as the book has it, and says that it is sold", async () => {
    const entry = await list({ tokenId: await mint(alice) });
    expect(entry).to.include({ status: "open", fillable: 1n });
    const [found] = (await book.getOrders({ kind: "listing", maker: alice.address })).orders;
    if (found?.kind !== "listing") throw new Error("The book has no listing.");
    const { listing, signature } = found;
    await buySignedSync(as(bob), { orders: addresses().orders, listing, quantity: 1n, signature });
    await says(entry, { status: "ended", reason: "filled" });
  });

  it("suspends a listing while its item is away or not approved, and takes it up again", async () => {
    const { gameItems: token, orders } = addresses();
    const tokenId = await mint(alice);
    const entry = await list({ tokenId });
    await send(alice, carol, tokenId);
    await says(entry, { status: "suspended", reason: "item_away" });
    await send(carol, alice, tokenId);
    await says(entry, { status: "open", reason: null });
    await setApprovalForAllSync(as(alice), { token, operator: orders, approved: false });
    await says(entry, { status: "suspended", reason: "not_approved" });
    await setApprovalForAllSync(as(alice), { token, operator: orders, approved: true });
    await says(entry, { status: "open" });
    await cancelOrdersSync(as(alice), { orders, nonces: [entry.listing.nonce] });
    await says(entry, { status: "ended", reason: "cancelled" });
  });

  it("counts what is left of a stack", async () => {
    const { gameResources: token, orders } = addresses();
    const entry = await list({ token, standard: "ERC1155", tokenId: POTIONS, quantity: 10n, price: credits(1) });
    const { listing, signature } = entry;
    await buySignedSync(as(bob), { orders, listing, quantity: 4n, signature });
    await says(entry, { status: "open", remaining: 6n, fillable: 6n });
    await buySignedSync(as(carol), { orders, listing, quantity: 6n, signature });
    await says(entry, { status: "ended", reason: "filled", remaining: 0n });
  });

  it("has offers that an item can fill, with what their proofs need, while there is money for them", async () => {
    const { credits: currency, gameItems: token, orders } = addresses();
    const [sword, other] = [await mint(alice), await mint(alice)];
    const traits = await offerOf(carol, { tokens: [sword, other] });
    const dear = await offerOf(carol, { tokenId: sword, price: credits(900) });
    expect((await book.getOrders({ token, tokenIds: [sword], sort: "price_high" })).orders).to.deep.equal([
      dear,
      traits,
    ]);
    await transferCreditsSync(as(carol), { credits: currency, to: admin.address, amount: credits(500) });
    await says(dear, { status: "suspended", reason: "funds_missing" });
    const { offer, signature, tokenIds } = traits;
    const proof = tokenSet(tokenIds).proof(other);
    await acceptOfferSync(as(alice), { orders, offer, signature, tokenId: other, minProceeds: credits(7), proof });
    await says(traits, { status: "ended", reason: "filled" });
    await transferCreditsSync(as(admin), { credits: currency, to: carol.address, amount: credits(500) });
    await says(dear, { status: "open" });
    await bumpCounterSync(as(carol), { orders });
    await says(dear, { status: "ended", reason: "counter_raised" });
  });
});
