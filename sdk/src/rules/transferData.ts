import { type Address, encodeAbiParameters, type Hex, zeroAddress } from "viem";
import { packAuctionRules } from "./auctionRules.ts";
import { type ListingSchedule, packSchedule } from "./schedule.ts";

/** What an item transferred to the Marketplace is for: the first word of the transfer's data. */
export const TransferKind = { Listing: 1, Auction: 2 } as const;

/** The part of a listing that its seller chooses. */
export type ListingParams = Partial<Omit<ListingSchedule, "listedAt">> & {
  /** Price of one unit, smallest unit of the currency; 1 to {@link MAX_AMOUNT}. Where the price falls: at the start. */
  price: bigint;
  /** The only account that may buy; anyone by default. */
  taker?: Address | undefined;
  /** The most of the price that goes to an ERC-2981 royalty, in basis points. @default 0 */
  maxRoyaltyBps?: number | undefined;
  /** Unique among the seller's listings of one second. */
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
  /** Price at which the item can be had at once, above start price and reserve; zero for none. @default 0n */
  buyoutPrice?: bigint | undefined;
  /** The most of the price that goes to an ERC-2981 royalty, in basis points. @default 0 */
  maxRoyaltyBps?: number | undefined;
  /** Unique among the seller's auctions. */
  salt: bigint;
};

const kind = { name: "kind", type: "uint8" } as const;
const uint = <const name extends string>(name: name) => ({ name, type: "uint256" }) as const;

/**
 * What a seller chooses of a listing, as the contract takes it.
 *
 * @example
 * ```ts
 * const { price, schedule } = packListingParams({ price: parseEther("12"), expiry: 1_900_000_000n, salt: randomSalt() });
 * ```
 */
export function packListingParams({ price, taker = zeroAddress, maxRoyaltyBps = 0, salt, ...schedule }: ListingParams) {
  return { price, schedule: packSchedule(schedule), taker, maxRoyaltyBps: BigInt(maxRoyaltyBps), salt };
}

/**
 * What a seller chooses of an auction, as the contract takes it.
 *
 * @example
 * ```ts
 * const { rules } = packAuctionParams({ startPrice, reservePrice: 0n, start, end, incrementBps: 500n, salt: randomSalt() });
 * ```
 */
export function packAuctionParams(params: AuctionParams) {
  const { startPrice, reservePrice, start, end, incrementBps, buyoutPrice = 0n, maxRoyaltyBps = 0, salt } = params;
  const rules = packAuctionRules({
    start,
    end,
    incrementBps,
    buyoutPrice,
    maxRoyaltyBps: BigInt(maxRoyaltyBps),
  });
  return { startPrice, reservePrice, rules, salt };
}

/**
 * Data of the `safeTransferFrom` that lists an item in one transaction, with no approval.
 *
 * @example
 * ```ts
 * const data = encodeListingData({ price: parseEther("12"), salt: randomSalt() });
 * // token.safeTransferFrom(seller, marketplace, tokenId, data)
 * ```
 */
export function encodeListingData(params: ListingParams): Hex {
  const { price, schedule, taker, maxRoyaltyBps, salt } = packListingParams(params);
  return encodeAbiParameters(
    [kind, uint("price"), uint("schedule"), { name: "taker", type: "address" }, uint("maxRoyaltyBps"), uint("salt")],
    [TransferKind.Listing, price, schedule, taker, maxRoyaltyBps, salt],
  );
}

/**
 * Data of the `safeTransferFrom` that puts an item up for auction in one transaction, with no approval.
 *
 * @example
 * ```ts
 * const data = encodeAuctionData({ startPrice, reservePrice: 0n, start, end, incrementBps: 500n, salt: randomSalt() });
 * // token.safeTransferFrom(seller, marketplace, tokenId, data)
 * ```
 */
export function encodeAuctionData(params: AuctionParams): Hex {
  const { startPrice, reservePrice, rules, salt } = packAuctionParams(params);
  return encodeAbiParameters(
    [kind, uint("startPrice"), uint("reservePrice"), uint("rules"), uint("salt")],
    [TransferKind.Auction, startPrice, reservePrice, rules, salt],
  );
}
