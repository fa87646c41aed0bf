import {
  acceptOfferSync,
  bumpCounterSync,
  buySignedSync,
  CounterMismatchError,
  cancelOrdersSync,
  createOffer,
  createSignedListing,
  getFilledUnits,
  getOrderCounter,
  ItemNotWantedError,
  isOrderNonceUsed,
  type Offer,
  OrderNonceUsedError,
  offerId,
  type SignedListing,
  signedListingId,
  signListing,
  signOffer,
  tokenSet,
} from "@plaza/sdk";
import { ordersAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { type Address, getContract, type Hex, maxUint256, parseAbi, parseEther } from "viem";

const PRICE = parseEther("100");
const tokenAbi = parseAbi([
  "function mint(address to, uint256 id)",
  "function approve(address spender, uint256 amount)",
  "function setApprovalForAll(address operator, bool approved)",
  "function ownerOf(uint256 tokenId) view returns (address)",
]);
const stacksAbi = parseAbi([
  "function mint(address to, uint256 tokenId, uint256 quantity)",
  "function balanceOf(address account, uint256 tokenId) view returns (uint256)",
]);

/** Orders over tokens that anyone mints; the seller's items and the buyer's money are approved. */
async function openBook() {
  const { viem } = await network.create();
  const [admin, seller, buyer] = await viem.getWalletClients();
  if (!admin || !seller || !buyer) throw new Error("the network has no accounts");
  const client = { public: await viem.getPublicClient(), wallet: admin };
  const at = async (name: string, args: unknown[] = []) => (await viem.deployContract(name, args)).address;
  const [currency, items, stacks] = [await at("PlainERC20"), await at("PlainERC721"), await at("PlainERC1155")];
  const orders = await at("Orders", [
    { currency, admin: admin.account.address, adminDelay: 0, treasury: admin.account.address, feeBps: 500 },
  ]);
  const contract = <const abi extends typeof tokenAbi | typeof stacksAbi>(address: Address, abi: abi) =>
    getContract({ address, abi, client });
  await contract(currency, tokenAbi).write.mint([buyer.account.address, 1_000n * PRICE]);
  await contract(currency, tokenAbi).write.approve([orders, maxUint256], { account: buyer.account });
  for (const token of [items, stacks])
    await contract(token, tokenAbi).write.setApprovalForAll([orders, true], { account: seller.account });
  for (let tokenId = 1n; tokenId <= 9n; tokenId++)
    await contract(items, tokenAbi).write.mint([seller.account.address, tokenId]);
  await contract(stacks, stacksAbi).write.mint([seller.account.address, 1n, 10n]);
  return {
    orders,
    items,
    stacks,
    seller,
    buyer,
    domain: { chainId: await client.public.getChainId(), orders },
    book: getContract({ address: orders, abi: ordersAbi, client: { public: client.public } }),
    public: client.public,
    ownerOf: (tokenId: bigint) => contract(items, tokenAbi).read.ownerOf([tokenId]),
    balanceOf: (account: Address) => contract(stacks, stacksAbi).read.balanceOf([account, 1n]),
  };
}

const rejects = async (promise: Promise<unknown>, type: abstract new (...args: never[]) => Error) => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(type);
};

describe("signed orders", () => {
  let place: Awaited<ReturnType<typeof openBook>>;

  before(async () => {
    place = await openBook();
  });

  const word = fc.bigInt({ min: 0n, max: maxUint256 });
  const account = fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .map((bytes): Address => `0x${Buffer.from(bytes).toString("hex")}`);
  const standard = fc.constantFrom("ERC721", "ERC1155");

  it("have the digests that the SDK and viem compute", async () => {
    const listings = fc.record<SignedListing>({
      seller: account,
      token: account,
      standard,
      tokenId: word,
      quantity: word,
      price: word,
      endPrice: word,
      fallStart: word,
      fallEnd: word,
      expiry: word,
      taker: account,
      maxFeeBps: word,
      maxRoyaltyBps: word,
      nonce: word,
      counter: word,
    });
    const offers = fc.record<Offer>({
      buyer: account,
      token: account,
      standard,
      scope: fc.constantFrom("ITEM", "COLLECTION", "TRAITS"),
      tokenId: word,
      root: fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`),
      quantity: word,
      price: word,
      expiry: word,
      nonce: word,
      counter: word,
    });
    const { encodeOffer, encodeSignedListing } = await import("@plaza/sdk");
    await fc.assert(
      fc.asyncProperty(listings, offers, async (listing, offer) => {
        const { domain, book } = place;
        expect(await book.read.signedListingId([encodeSignedListing(listing)])).to.equal(
          signedListingId(domain, listing),
        );
        expect(await book.read.offerId([encodeOffer(offer)])).to.equal(offerId(domain, offer));
      }),
      { numRuns: 50 },
    );
  });

  const about = (tokenId: bigint, nonce: bigint) => ({
    seller: place.seller.account.address,
    token: place.items,
    standard: "ERC721" as const,
    tokenId,
    price: PRICE,
    nonce,
  });

  it("sell an item by signature, once", async () => {
    const { orders, domain, seller, buyer } = place;
    const listing = createSignedListing(about(1n, 1n));
    const signature = await signListing(seller, { domain, listing });
    const bought = await buySignedSync(buyer, { orders, listing, signature });
    expect(bought).to.include({ id: signedListingId(domain, listing), total: PRICE, fee: PRICE / 20n, royalty: 0n });
    expect(await place.ownerOf(1n)).to.equal(bought.buyer);
    expect(await isOrderNonceUsed(place.public, { orders, account: listing.seller, nonce: 1n })).to.equal(true);
    await rejects(buySignedSync(buyer, { orders, listing, signature }), OrderNonceUsedError);
  });

  it("sell a stack in parts, until its seller cancels", async () => {
    const { orders, domain, seller, buyer, stacks } = place;
    const listing = createSignedListing({
      ...about(1n, 2n),
      token: stacks,
      standard: "ERC1155",
      quantity: 10n,
      price: 7n,
    });
    const signature = await signListing(seller, { domain, listing });
    await buySignedSync(buyer, { orders, listing, signature, quantity: 4n });
    expect(await place.balanceOf(buyer.account.address)).to.equal(4n);
    expect(await getFilledUnits(place.public, { orders, account: listing.seller, nonce: 2n })).to.equal(4n);
    const { events } = await cancelOrdersSync(seller, { orders, nonces: [1n, 2n] });
    expect(events.map(({ nonce }) => nonce)).to.deep.equal([2n]);
    expect((await cancelOrdersSync(seller, { orders, nonces: [2n] })).events).to.deep.equal([]);
    await rejects(buySignedSync(buyer, { orders, listing, signature }), OrderNonceUsedError);
  });

  it("take an offer on a trait set, proven by the SDK's tree", async () => {
    const { orders, domain, seller, buyer, items } = place;
    const tokens = [2n, 4n, 5n, 8n, 100n];
    const offer = createOffer({
      buyer: buyer.account.address,
      token: items,
      standard: "ERC721",
      tokens,
      quantity: 4n,
      price: PRICE,
      nonce: 1n,
    });
    const signature = await signOffer(buyer, { domain, offer });
    const { proof } = tokenSet(tokens);
    const minProceeds = (PRICE * 95n) / 100n;
    const give = (tokenId: bigint, shown: bigint) =>
      acceptOfferSync(seller, { orders, offer, signature, tokenId, minProceeds, proof: proof(shown) });
    await rejects(give(3n, 2n), ItemNotWantedError);
    for (const tokenId of [2n, 4n, 5n, 8n]) await give(tokenId, tokenId);
    expect(await place.ownerOf(8n)).to.equal(await place.ownerOf(2n));
    await rejects(give(8n, 8n), OrderNonceUsedError);
  });

  it("end all at once when their signer bumps his counter", async () => {
    const { orders, domain, seller, buyer } = place;
    const old = createSignedListing(about(3n, 3n));
    const signature = await signListing(seller, { domain, listing: old });
    const { counter } = await bumpCounterSync(seller, { orders });
    expect(await getOrderCounter(place.public, { orders, account: old.seller })).to.equal(counter);
    await rejects(buySignedSync(buyer, { orders, listing: old, signature }), CounterMismatchError);
    const listing = { ...old, counter };
    await buySignedSync(buyer, { orders, listing, signature: await signListing(seller, { domain, listing }) });
  });
});
