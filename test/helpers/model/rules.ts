import { feeSplit, type ListingTerms, priceAt, unpackSchedule } from "@plaza/sdk";
import {
  type Account,
  type Auction,
  type AuctionTerms,
  type BidKey,
  type Goods,
  type Listing,
  type PresentedBid,
  type Royalty,
  type Signer,
  type Trader,
  traders,
  type World,
} from "./world.ts";

export const BPS = 10_000n;

/** The name of the error that the contract must revert with. */
export class Refused extends Error {}

export function requireOpen(world: World): void {
  if (world.paused) throw new Refused("EnforcedPause");
}

/** Whether a listing's price falls. */
export function falls({ schedule }: ListingTerms): boolean {
  const { endPrice, fallStart, fallEnd } = unpackSchedule(schedule);
  return endPrice !== 0n || fallStart !== 0n || fallEnd !== 0n;
}

/** There is a price, above the one that it falls to. */
export function requirePrice(terms: ListingTerms, price: bigint): void {
  if (price === 0n) throw new Refused("ZeroPrice");
  if (falls(terms) && price <= unpackSchedule(terms.schedule).endPrice) throw new Refused("InvalidSchedule");
}

export function requireActiveOf(by: Trader, { status, seller }: Listing): void {
  if (status !== "active") throw new Refused("ListingNotActive");
  if (by !== seller) throw new Refused("NotSeller");
}

export function requireUnsettled({ status }: Auction): void {
  if (status === "settled") throw new Refused("AuctionAlreadySettled");
  if (status !== "live" && status !== "finalizing") throw new Refused("NotInAuction");
}

export function giveBack(world: World, auction: Auction, status: "returned" | "cancelled"): void {
  move(world, auction.goods, "marketplace", auction.seller);
  auction.status = status;
}

/** What a listing costs now, or why it cannot be bought. */
export function quote(world: World, listing: Listing, buyer: Trader, quantity: bigint, maxTotal: bigint): bigint {
  const { terms, taker, price, remaining } = listing;
  const { expiry } = unpackSchedule(terms.schedule);
  if (listing.status !== "active") throw new Refused("ListingNotActive");
  if (expiry !== 0n && world.now >= expiry) throw new Refused("ListingExpired");
  if (taker !== undefined && taker !== buyer) throw new Refused("NotTaker");
  if (quantity === 0n) throw new Refused("ZeroQuantity");
  if (quantity > remaining) throw new Refused("QuantityUnavailable");
  const total = quantity * priceAt({ price, schedule: terms.schedule, time: world.now });
  if (total > maxTotal) throw new Refused("PriceAboveMaximum");
  return total;
}

export function handOver(world: World, listing: Listing, quantity: bigint, recipient: Trader): void {
  move(world, part(listing.goods, quantity), "marketplace", recipient);
  listing.remaining -= quantity;
  if (listing.remaining === 0n) listing.status = "sold";
}

/** The least first bid. */
export function firstBid({ startPrice, reservePrice }: AuctionTerms): bigint {
  return most(startPrice, reservePrice);
}

/** The least bid above another's. */
export function nextBid({ incrementBps }: AuctionTerms, amount: bigint): bigint {
  return amount + most(1n, (amount * incrementBps + BPS - 1n) / BPS);
}

/** The higher maximum, or of equal ones the bid that the relayer took first. */
function beats(bid: PresentedBid, other: PresentedBid): boolean {
  return bid.maxAmount === other.maxAmount ? bid.sequence < other.sequence : bid.maxAmount > other.maxAmount;
}

/** Whether a presented bid is the best, the next best of another bidder, or neither. */
export function placeOf([best, next]: Auction["presented"], bid: PresentedBid): "best" | "next" | undefined {
  if (best === undefined || beats(bid, best)) return "best";
  return bid.bidder !== best.bidder && (next === undefined || beats(bid, next)) ? "next" : undefined;
}

/** The best presented bid binds its bidder's money and what its key may spend; a negative sign gives both back. */
export function bind(world: World, sign: 1n | -1n, { bidder, maxAmount, byKey }: PresentedBid): void {
  world.vaults[bidder].presented += sign * maxAmount;
  if (byKey) world.keys[bidder].spent += sign * maxAmount;
}

/** What was presented for an auction counts no more. */
export function releasePresented(world: World, auction: Auction): void {
  if (auction.presented[0]) bind(world, -1n, auction.presented[0]);
  auction.presented = [];
}

/** The auction is over: its bids let go of their money. A post that wins pays through free funds. */
export function releaseBids(world: World, auction: Auction, postWins: boolean): void {
  const { post } = auction;
  if (post) world.vaults[post.bidder][postWins ? "free" : "credit"] += post.amount;
  releasePresented(world, auction);
  delete auction.post;
}

/** Who wins without a settler: the best of post and presented bids, at what beats everybody else's. */
export function bestWithoutSettler({ terms, post, presented }: Auction) {
  const [best, next] = presented;
  if (post && (best === undefined || best.maxAmount <= post.amount))
    return { winner: post.bidder, amount: post.amount, byPost: true, byKey: false };
  if (best === undefined) return undefined;
  const toBeat = [
    ...(next ? [next.maxAmount] : []),
    // What a bidder bid against himself does not raise his price, but he pays it.
    ...(post && post.bidder !== best.bidder ? [post.amount] : []),
  ];
  const own = post?.bidder === best.bidder ? post.amount : 0n;
  const price = most(best.amount, firstBid(terms), own, ...toBeat.map((amount) => nextBid(terms, amount)));
  return { winner: best.bidder, amount: least(price, best.maxAmount), byPost: false, byKey: best.byKey };
}

/** Who gets what of a sale. The stack's collection asks for no royalty. */
export function split(
  { amount, receiver }: Royalty,
  { goods, feeBps, maxRoyaltyBps }: { goods: Goods; feeBps: bigint; maxRoyaltyBps: bigint },
  total: bigint,
) {
  const { fee, proceeds } = feeSplit({ amount: total, feeBps });
  const royalty = least("item" in goods ? amount : 0n, (total * maxRoyaltyBps) / BPS, proceeds);
  return { fee, receiver, royalty, proceeds: proceeds - royalty };
}

/** Pays what the Marketplace took for a sale; the fee stays where it is. */
export function shareOut(
  world: World,
  seller: Trader,
  { receiver, royalty, proceeds }: ReturnType<typeof split>,
): void {
  transfer(world, "marketplace", receiver, royalty);
  transfer(world, "marketplace", seller, proceeds);
}

/** The winner pays from his vault, artist and seller get all but the fee, and the item goes over. */
export function sell(world: World, royalty: Royalty, auction: Auction, winner: Trader, amount: bigint): void {
  const { feeBps, goods, seller, terms } = auction;
  spendVault(world, winner, amount);
  shareOut(world, seller, split(royalty, { goods, feeBps, maxRoyaltyBps: terms.maxRoyaltyBps }, amount));
  move(world, goods, "marketplace", winner);
  Object.assign(auction, { status: "settled", winner, amount });
}

/** Credit pays first where the payer wants it, the wallet the rest. */
export function takeIn(world: World, payer: Trader, amount: bigint, useCredit: boolean): void {
  const vault = world.vaults[payer];
  const fromCredit = useCredit ? least(amount, vault.credit) : 0n;
  vault.credit -= fromCredit;
  transfer(world, payer, "marketplace", amount - fromCredit);
}

/** Whether it was the bidder's key that signed; it must be that or he himself. */
export function requireSigned(world: World, bidder: Trader, signedBy: Signer): boolean {
  if (signedBy === bidder) return false;
  if (signedBy !== `${bidder}'s key` || capOf(world, world.keys[bidder]) === 0n) throw new Refused("InvalidSignature");
  return true;
}

/** The cap that holds now. */
export function capOf({ now }: World, { cap, nextCap, nextCapAt }: BidKey): bigint {
  return nextCapAt !== 0n && now >= nextCapAt ? nextCap : cap;
}

export function spendKey(world: World, account: Trader, amount: bigint): void {
  requireRoom(world, account, amount);
  world.keys[account].spent += amount;
}

export function requireRoom(world: World, account: Trader, amount: bigint): void {
  const key = world.keys[account];
  if (key.spent + amount > capOf(world, key)) throw new Refused("BidKeyCapExceeded");
}

export function requireCovered({ vaults }: World, account: Trader): void {
  const { free, exiting, presented } = vaults[account];
  if (free + exiting < presented) throw new Refused("PresentedBidsUncovered");
}

export function requireFresh({ now }: World, deadline: bigint, ahead: bigint): void {
  if (now > deadline) throw new Refused("DeadlinePassed");
  if (deadline > now + ahead) throw new Refused("DeadlineTooFar");
}

export function useNonce(world: World, nonce: bigint): void {
  if (world.usedNonces.has(nonce)) throw new Refused("NonceAlreadyUsed");
  world.usedNonces.add(nonce);
}

/** Free money pays first, then what is on its way out. */
function spendVault(world: World, account: Trader, amount: bigint): void {
  const vault = world.vaults[account];
  if (amount > vault.free + vault.exiting) throw new Refused("InsufficientFunds");
  const fromFree = amount < vault.free ? amount : vault.free;
  vault.free -= fromFree;
  vault.exiting -= amount - fromFree;
  if (vault.exiting === 0n) vault.exitableAt = 0n;
}

export function takeFree(world: World, account: Trader, amount: bigint): void {
  if (amount > world.vaults[account].free) throw new Refused("InsufficientFree");
  world.vaults[account].free -= amount;
}

export function endExit(world: World, account: Trader): void {
  const vault = world.vaults[account];
  vault.free += vault.exiting;
  vault.exiting = 0n;
  vault.exitableAt = 0n;
}

export function transfer(world: World, from: Account, to: Account, amount: bigint): void {
  if (world.money[from] < amount) throw new Refused("ERC20InsufficientBalance");
  world.money[from] -= amount;
  world.money[to] += amount;
}

export function move(world: World, goods: Goods, from: Account, to: Account): void {
  if ("item" in goods) {
    if (world.owners.get(goods.item) !== from) throw new Refused("ERC721IncorrectOwner");
    world.owners.set(goods.item, to);
  } else {
    if (world.units[from] < goods.units) throw new Refused("ERC1155InsufficientBalance");
    world.units[from] -= goods.units;
    world.units[to] += goods.units;
  }
}

export function owed({ vaults, auctions }: World): bigint {
  const inVaults = traders.map((trader) => vaults[trader].free + vaults[trader].exiting + vaults[trader].credit);
  return [...inVaults, ...auctions.map(({ post }) => post?.amount ?? 0n)].reduce((sum, amount) => sum + amount, 0n);
}

export function most(...amounts: [bigint, ...bigint[]]): bigint {
  let best = amounts[0];
  for (const amount of amounts) if (amount > best) best = amount;
  return best;
}

export function least(...amounts: [bigint, ...bigint[]]): bigint {
  let best = amounts[0];
  for (const amount of amounts) if (amount < best) best = amount;
  return best;
}

/** So many of a listing's units; of a single item, the item. */
export function part(goods: Goods, quantity: bigint): Goods {
  return "item" in goods ? goods : { units: quantity };
}

/** Whether two have one id: all terms are equal. */
export function same(one: ListingTerms | AuctionTerms, other: ListingTerms | AuctionTerms): boolean {
  return Object.entries(one).every(([key, value]) => (other as Record<string, unknown>)[key] === value);
}

export function found<value>(value: value | undefined): value {
  if (value === undefined) throw new RangeError("There is no such listing or auction.");
  return value;
}
