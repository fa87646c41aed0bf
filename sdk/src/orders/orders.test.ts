import { expect } from "chai";
import fc from "fast-check";
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  recoverAddress,
  zeroAddress,
  zeroHash,
} from "viem";
import { fakeNode, player } from "../../testing/node.ts";
import { signListing, signOffer } from "../actions/index.ts";
import { InvalidParameterError } from "../errors/input.ts";
import { createOffer, createSignedListing, offerId, signedListingId, signedPriceAt, tokenSet } from "./index.ts";

const orders: Address = `0x${"12".repeat(20)}`;
const token: Address = `0x${"34".repeat(20)}`;
const domain = { chainId: 31337, orders };
const listing = createSignedListing({
  seller: player.address,
  token,
  standard: "ERC721",
  tokenId: 7n,
  price: 5n,
  nonce: 1n,
});

describe("signed listings and offers", () => {
  it("need nothing but what they are about", () => {
    expect(listing).to.deep.equal({
      seller: player.address,
      token,
      standard: "ERC721",
      tokenId: 7n,
      quantity: 1n,
      price: 5n,
      endPrice: 0n,
      fallStart: 0n,
      fallEnd: 0n,
      expiry: 0n,
      taker: zeroAddress,
      maxFeeBps: 1_000n,
      maxRoyaltyBps: 0n,
      nonce: 1n,
      counter: 0n,
    });
  });

  it("cost what the fall has reached, and never less than its end", () => {
    expect(signedPriceAt({ listing, time: 2n ** 40n })).to.equal(5n);
    const falling = { ...listing, price: 75n, endPrice: 50n, fallStart: 100n, fallEnd: 200n };
    const at = (time: bigint) => signedPriceAt({ listing: falling, time });
    expect([0n, 100n, 101n, 150n, 199n, 200n, 999n].map(at)).to.deep.equal([75n, 75n, 75n, 63n, 51n, 50n, 50n]);
  });

  it("are for an item, a collection or a set, by what they name", () => {
    const about = { buyer: player.address, token, standard: "ERC721", price: 5n, nonce: 1n } as const;
    expect(createOffer(about)).to.include({ scope: "COLLECTION", tokenId: 0n, root: zeroHash, quantity: 1n });
    expect(createOffer({ ...about, tokenId: 0n })).to.include({ scope: "ITEM", tokenId: 0n, root: zeroHash });
    const { root } = tokenSet([1n, 2n]);
    expect(createOffer({ ...about, tokens: [2n, 1n] })).to.include({ scope: "TRAITS", tokenId: 0n, root });
    expect(() => createOffer({ ...about, tokenId: 1n, tokens: [1n] })).to.throw(InvalidParameterError);
  });

  it("are signed over their ids, with every member and the domain in them", async () => {
    const { client } = fakeNode();
    const offer = createOffer({ buyer: player.address, token, standard: "ERC1155", tokenId: 7n, price: 5n, nonce: 1n });
    const signed = await signListing(client, { domain, listing });
    const offered = await signOffer(client, { domain, offer });
    const id = signedListingId(domain, listing);
    expect(await recoverAddress({ hash: id, signature: signed })).to.equal(player.address);
    expect(await recoverAddress({ hash: offerId(domain, offer), signature: offered })).to.equal(player.address);

    const ids = Object.entries(listing).map(([field, value]) => {
      const other = field === "standard" ? "ERC1155" : typeof value === "bigint" ? value + 1n : orders;
      return signedListingId(domain, { ...listing, [field]: other });
    });
    ids.push(
      id,
      signedListingId({ ...domain, chainId: 1 }, listing),
      signedListingId({ ...domain, orders: token }, listing),
    );
    expect(new Set(ids).size).to.equal(Object.keys(listing).length + 3);
  });
});

/** What the contract does with a proof. */
function verify(tokenId: bigint, proof: readonly Hex[]): Hex {
  const leaf = keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [tokenId])));
  return proof.reduce(
    (node, sibling) => keccak256(concatHex(node < sibling ? [node, sibling] : [sibling, node])),
    leaf,
  );
}

describe("a token set", () => {
  const ids = fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { minLength: 1, maxLength: 40 });

  it("proves each of its ids", () => {
    fc.assert(
      fc.property(ids, (tokenIds) => {
        const { root, proof } = tokenSet(tokenIds);
        for (const tokenId of tokenIds) expect(verify(tokenId, proof(tokenId))).to.equal(root);
      }),
    );
  });

  it("has the same root in any order, and once for an id given twice", () => {
    expect(tokenSet([3n, 1n, 2n, 1n]).root).to.equal(tokenSet([1n, 2n, 3n]).root);
    expect(tokenSet([1n, 2n]).root).not.to.equal(tokenSet([1n, 3n]).root);
    expect(tokenSet([5n]).proof(5n)).to.deep.equal([]);
  });

  it("proves no other id, and is never empty", () => {
    fc.assert(
      fc.property(ids, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (tokenIds, other) => {
        fc.pre(!tokenIds.includes(other));
        expect(() => tokenSet(tokenIds).proof(other)).to.throw(InvalidParameterError);
      }),
    );
    expect(() => tokenSet([])).to.throw(InvalidParameterError);
  });
});
