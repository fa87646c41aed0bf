import {
  createOffer,
  createSignedListing,
  type Offer,
  type OfferInput,
  offerId,
  offerTypedData,
  type SignedListing,
  type SignedListingInput,
  signedListingId,
  signedListingTypedData,
} from "@plaza/sdk";
import type { Address } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { addressOf, ordersDomain } from "./house.ts";

export const token: Address = "0x00000000000000000000000000000000000000bb";

/** A listing of one item, its id, and the body that enters it. */
export async function listingOf(account: PrivateKeyAccount, changes: Partial<SignedListingInput> = {}) {
  const listing: SignedListing = createSignedListing({
    ...{ seller: addressOf(account), token, standard: "ERC721", tokenId: 7n, price: 100n, nonce: 1n },
    ...changes,
  });
  const signature = await account.signTypedData(signedListingTypedData(ordersDomain, listing));
  return { listing, id: signedListingId(ordersDomain, listing), body: { listing, signature } };
}

/** An offer, on one item unless the changes say otherwise, its id, and the body that enters it. */
export async function offerOf(account: PrivateKeyAccount, changes: Partial<OfferInput> = { tokenId: 7n }) {
  const offer: Offer = createOffer({
    ...{ buyer: addressOf(account), token, standard: "ERC721", price: 90n, nonce: 1n },
    ...changes,
  });
  const signature = await account.signTypedData(offerTypedData(ordersDomain, offer));
  const tokenIds = (changes.tokens ?? []).map(String);
  return { offer, id: offerId(ordersDomain, offer), body: { offer, signature, ...(changes.tokens && { tokenIds }) } };
}
