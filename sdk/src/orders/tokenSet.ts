import { concatHex, encodeAbiParameters, type Hex, keccak256 } from "viem";
import { InvalidParameterError } from "../errors/input.ts";

/** The token ids that an offer on traits is for, as a Merkle tree. */
export type TokenSet = {
  /** What the offer carries. */
  root: Hex;
  /**
   * What shows that a token id is in the set.
   *
   * @throws InvalidParameterError when it is not.
   */
  proof(tokenId: bigint): readonly Hex[];
};

/** Leaf of a token id: hashed twice, so that no inner node can pass for one. */
function leafOf(tokenId: bigint): Hex {
  return keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [tokenId])));
}

/** Two children under one node, the smaller first: so a proof needs no directions. */
function nodeOf(a: Hex, b: Hex): Hex {
  return keccak256(concatHex(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));
}

/**
 * The Merkle tree over token ids, in any order. The tree is OpenZeppelin's `StandardMerkleTree` of `["uint256"]`: equal sets have equal
 * roots, and tools that know that format can make and check the proofs.
 *
 * @throws InvalidParameterError for no ids.
 *
 * @example
 * ```ts
 * const swords = tokenSet([7n, 12n, 31n]);
 * const offer = createOffer({ buyer, token, standard: "ERC721", tokens: [7n, 12n, 31n], price, nonce });
 * await acceptOfferSync(client, { orders, offer, signature, tokenId: 12n, minProceeds, proof: swords.proof(12n) });
 * ```
 */
export function tokenSet(tokenIds: readonly bigint[]): TokenSet {
  const byLeaf = new Map([...new Set(tokenIds)].map((tokenId) => [leafOf(tokenId), tokenId]));
  const leaves = [...byLeaf.keys()].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  if (leaves.length === 0)
    throw new InvalidParameterError({ field: "tokenIds", value: tokenIds, expected: "at least one token id" });

  // A complete binary tree in one list: the children of node i are 2i + 1 and 2i + 2, the leaves stand last, in reverse.
  const size = 2 * leaves.length - 1;
  const tree: Hex[] = Array.from({ length: size });
  for (const [index, leaf] of leaves.entries()) tree[size - 1 - index] = leaf;
  const at = (index: number): Hex => {
    const node = tree[index];
    if (node === undefined) throw new RangeError(`the tree has no node ${index}`);
    return node;
  };
  for (let index = size - leaves.length - 1; index >= 0; index--)
    tree[index] = nodeOf(at(2 * index + 1), at(2 * index + 2));

  return {
    root: at(0),
    proof(tokenId) {
      let index = tree.lastIndexOf(leafOf(tokenId));
      if (index < 0 || !byLeaf.has(at(index)))
        throw new InvalidParameterError({ field: "tokenId", value: tokenId, expected: "a token id of the set" });
      const proof: Hex[] = [];
      for (; index > 0; index = (index - 1) >> 1) proof.push(at(index % 2 === 0 ? index - 1 : index + 1));
      return proof;
    },
  };
}
