import { encodeAbiParameters, type Hex } from "viem";

/** What an item transferred to the Marketplace is for: the first word of the transfer's data. */
export const TransferKind = { Listing: 1, Auction: 2 } as const;

/** The part of a listing that its seller chooses. */
export type ListingParams = {
  /** Price of one unit, smallest unit of the currency; 1 to {@link MAX_AMOUNT}. */
  price: bigint;
  /** Unix seconds; zero means never. */
  expiry: bigint;
  /** Unique among the seller's listings. */
  salt: bigint;
};

/** The part of an auction that its seller chooses. */
export type AuctionParams = {
  /** Lowest first bid, smallest unit of the currency. */
  startPrice: bigint;
  /** Lowest price at which the item is sold; may be zero. */
  reservePrice: bigint;
  /** Unix seconds from which bids count. */
  start: bigint;
  /** Unix seconds until which bids count. */
  end: bigint;
  /** By how much a bid must beat the last, in basis points of it; at least 100. */
  incrementBps: bigint;
  /** Unique among the seller's auctions. */
  salt: bigint;
};

const kind = { name: "kind", type: "uint8" } as const;
const uint = <const name extends string>(name: name) => ({ name, type: "uint256" }) as const;

/** Data of the `safeTransferFrom` that lists an item in one transaction, with no approval. */
export function encodeListingData({ price, expiry, salt }: ListingParams): Hex {
  return encodeAbiParameters(
    [kind, uint("price"), uint("expiry"), uint("salt")],
    [TransferKind.Listing, price, expiry, salt],
  );
}

/** Data of the `safeTransferFrom` that puts an item up for auction in one transaction, with no approval. */
export function encodeAuctionData(params: AuctionParams): Hex {
  const { startPrice, reservePrice, start, end, incrementBps, salt } = params;
  return encodeAbiParameters(
    [kind, uint("startPrice"), uint("reservePrice"), uint("start"), uint("end"), uint("incrementBps"), uint("salt")],
    [TransferKind.Auction, startPrice, reservePrice, start, end, incrementBps, salt],
  );
}
