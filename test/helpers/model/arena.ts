import {
  type AuctionTerms,
  auctionId,
  bidHash,
  bidTypedData,
  cancellationTypedData,
  extensionTypedData,
  type ListingTerms,
  listingId,
  type Receipt,
  receiptTypedData,
  settlementTypedData,
  withdrawalTypedData,
} from "@plaza/sdk";
import type { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import hre from "hardhat";
import {
  type Abi,
  type Address,
  encodeFunctionData,
  getAddress,
  type Hex,
  keccak256,
  parseAbi,
  toHex,
  zeroAddress,
} from "viem";
import { CHALLENGE, DAY, deployMarketplace, EXIT_DELAY, GRACE, type Place, type Wallet } from "../marketplace.ts";
import { outcomeOf } from "../reverts.ts";
import { Model } from "./model.ts";
import {
  type Account,
  accounts,
  type Goods,
  type PresentedBid,
  type Royalty,
  type Signer,
  type Trader,
  traders,
} from "./world.ts";

/** Each trader's money, in the wallet and in the vault, and units at the start: little, so that running out is part of the game. */
const START = 1_000n;
/** What each trader lets his key spend at the start. */
const CAP = 300n;
const STACK = 7n;
const GAS = toHex(3_000_000);
/** What the collection of the items asks for each sale. */
const ROYALTY: Royalty = { receiver: "carol", amount: 9n };

const durations = {
  challenge: CHALLENGE,
  grace: GRACE,
  maxAuction: 7n * DAY,
  extensionLimit: 3_600n,
  extensionWindow: 300n,
  exitDelay: EXIT_DELAY,
};

const approvals = parseAbi([
  "function setApprovalForAll(address operator, bool approved)",
  "function approve(address spender, uint256 amount)",
  "function ask(address receiver, uint256 amount)",
]);

type MarketplaceCall = Parameters<typeof encodeFunctionData<typeof marketplaceAbi>>[0];

/** What MarketplaceReader answers. */
type Snapshot = {
  money: readonly bigint[];
  vaults: readonly { free: bigint; exiting: bigint; exitableAt: number; credit: bigint; presented: bigint }[];
  units: readonly bigint[];
  owners: readonly Address[];
  listings: readonly {
    price: bigint;
    remaining: bigint;
    feeBps: number;
    maxRoyaltyBps: number;
    standard: number;
    status: number;
  }[];
  auctions: readonly {
    status: number;
    standard: number;
    feeBps: number;
    endsAt: number;
    finalizableAt: number;
    winner: Address;
    amount: bigint;
  }[];
  posts: readonly { bidder: Address; amount: bigint }[];
  presented: readonly (readonly { bidder: Address; maxAmount: bigint; amount: bigint; sequence: bigint }[])[];
  keys: readonly { cap: bigint; spent: bigint; nextCapAt: number; nextCap: bigint }[];
  totalOwed: bigint;
};

const auctionStatus = { live: 1, finalizing: 2, settled: 3, returned: 4, cancelled: 5 };

/** A Marketplace on a chain of its own, which is put back to its start before each sequence that is played on it. */
export class Arena {
  readonly place: Place;
  readonly #reader: Address;
  readonly #readerAbi: Abi;
  readonly #addresses: Record<Account, Address>;
  /** The keys that may bid for the traders. */
  readonly #keys: Record<Trader, Wallet>;
  /** How often each call came to each outcome, as `call: outcome`. */
  readonly #outcomes = new Map<string, number>();
  #start: Hex = "0x";

  private constructor(place: Place, reader: Address, readerAbi: Abi) {
    this.place = place;
    this.#reader = reader;
    this.#readerAbi = readerAbi;
    const named = [...traders, "treasury"] as const;
    const known = Object.fromEntries(named.map((name) => [name, place.addressOf(name)]));
    const keys = traders.map((trader, at) => [trader, place.wallets.at(-1 - at)]);
    this.#keys = Object.fromEntries(keys) as Record<Trader, Wallet>;
    this.#addresses = { ...(known as Record<(typeof named)[number], Address>), marketplace: getAddress(place.address) };
  }

  static async open(): Promise<Arena> {
    const place = await deployMarketplace({ collection: "RoyaltyERC721" });
    const royalty = [place.addressOf(ROYALTY.receiver), ROYALTY.amount] as const;
    await place.actor.admin.writeContract({
      address: place.items.address,
      abi: approvals,
      functionName: "ask",
      args: royalty,
    });
    for (const [at, trader] of traders.entries()) {
      const { account, writeContract } = place.actor[trader];
      await place.money.write.mint([account.address, 2n * START]);
      await place.items.write.mint([account.address, BigInt(at + 1)]);
      await place.stacks.write.mint([account.address, STACK, START]);
      for (const { address } of [place.items, place.stacks])
        await writeContract({
          address,
          abi: approvals,
          functionName: "setApprovalForAll",
          args: [place.address, true],
        });
      const args = [place.address, 2n ** 256n - 1n] as const;
      await writeContract({ address: place.money.address, abi: approvals, functionName: "approve", args });
      await place.marketplace.write.deposit([account.address, START], { account });
      await place.marketplace.write.setBidKey([(place.wallets.at(-1 - at) as Wallet).account.address, CAP], {
        account,
      });
    }
    const { abi } = await hre.artifacts.readArtifact("MarketplaceReader");
    const reader = await place.viem.deployContract("MarketplaceReader");
    return new Arena(place, reader.address, abi as Abi);
  }

  /** What was played, a line for each call and outcome. */
  describeOutcomes(): string {
    const rows = [...this.#outcomes].sort(([one], [other]) => (one < other ? -1 : 1));
    return rows.map(([outcome, count]) => `${String(count).padStart(7)}  ${outcome}`).join("\n");
  }

  /** Puts the chain back to its start. */
  async begin(): Promise<Model> {
    if (this.#start !== "0x") await this.place.test.revert({ id: this.#start });
    this.#start = await this.place.test.snapshot();
    const { timestamp } = await this.place.client.getBlock();
    const [added] = await this.place.marketplace.getEvents.ReceiptKeyAdded({}, { fromBlock: 0n, strict: true });
    const receiptKeyFrom = added?.args.activeFrom;
    if (receiptKeyFrom === undefined) throw new Error("the Marketplace has no receipt key");
    return new Model({
      now: timestamp,
      money: START,
      free: START,
      cap: CAP,
      units: START,
      durations,
      royalty: ROYALTY,
      receiptKeyFrom,
    });
  }

  addressOf(account: Account): Address {
    return this.#addresses[account];
  }

  /** Token, id and quantity of goods. */
  termsOf(goods: Goods): { token: Address; tokenId: bigint; quantity: bigint } {
    return "item" in goods
      ? { token: this.place.items.address, tokenId: goods.item, quantity: 1n }
      : { token: this.place.stacks.address, tokenId: STACK, quantity: goods.units };
  }

  /**
   * Plays one call on both at the same second, and compares what they say and how they stand.
   *
   * @param onModel - The call on the model.
   * @param by - Who calls the contract.
   * @param call - The same call of the contract.
   */
  async play(
    model: Model,
    onModel: () => string,
    by: Trader | "admin" | "settler",
    call: MarketplaceCall,
  ): Promise<void> {
    model.world.now += 1n;
    const expected = onModel();
    await this.place.test.setNextBlockTimestamp({ timestamp: model.world.now });
    const from = this.place.actor[by].account.address;
    const transaction = { from, to: this.place.address, data: encodeFunctionData(call), gas: GAS };
    // A public client's types know no method that sends; the chain signs for its own accounts.
    const sending = this.place.client.request({
      method: "eth_sendTransaction" as never,
      params: [transaction] as never,
    });
    expect((await outcomeOf(sending)).name, `outcome of ${call.functionName}`).to.equal(expected);
    const counted = `${call.functionName}: ${expected}`;
    this.#outcomes.set(counted, (this.#outcomes.get(counted) ?? 0) + 1);
    const [contract, rules] = [lines(await this.#standing(model)), lines(this.#expectation(model))];
    const differences = contract.filter((line, at) => line !== rules[at]).map((line) => `the contract has ${line}`);
    expect(differences.join("\n"), `after ${call.functionName}`).to.equal("");
  }

  /** Name of a trader's key in ERC-7913 form. */
  keyOf(trader: Trader): Address {
    return this.#keys[trader].account.address;
  }

  signBid(by: Signer, id: Hex, bidder: Trader, maxAmount: bigint): Promise<Hex> {
    const message = { auctionId: id, bidder: this.addressOf(bidder), maxAmount };
    return this.#wallet(by).signTypedData(bidTypedData(this.place.domain, message));
  }

  /** A bid's receipt, by the relayer's key or by somebody else's. */
  async signReceipt(id: Hex, bid: Omit<PresentedBid, "byKey">, receivedAt: bigint, rightly: boolean) {
    const { amount, sequence, maxAmount } = bid;
    const hash = bidHash(this.place.domain, { auctionId: id, bidder: this.addressOf(bid.bidder), maxAmount });
    const receipt: Receipt = { auctionId: id, bidHash: hash, amount, sequence, receivedAt, previous: hash };
    const signature = await this.#receiptKey(rightly).signTypedData(receiptTypedData(this.place.domain, receipt));
    return { receipt, signature };
  }

  signExtension(id: Hex, endsAt: bigint, rightly: boolean): Promise<Hex> {
    return this.#receiptKey(rightly).signTypedData(extensionTypedData(this.place.domain, { auctionId: id, endsAt }));
  }

  signCancellation(id: Hex, deadline: bigint): Promise<Hex> {
    const message = { auctionId: id, deadline };
    return this.place.actor.settler.signTypedData(cancellationTypedData(this.place.domain, message));
  }

  signSettlement(message: Parameters<typeof settlementTypedData>[1]): Promise<Hex> {
    return this.place.actor.settler.signTypedData(settlementTypedData(this.place.domain, message));
  }

  signWithdrawal(message: Parameters<typeof withdrawalTypedData>[1]): Promise<Hex> {
    return this.place.actor.settler.signTypedData(withdrawalTypedData(this.place.domain, message));
  }

  listingId(terms: ListingTerms): Hex {
    return listingId(this.place.domain, terms);
  }

  auctionId(terms: AuctionTerms): Hex {
    return auctionId(this.place.domain, terms);
  }

  #wallet(signer: Signer): Wallet {
    const [trader, key] = signer.split("'") as [Trader, string?];
    return key === undefined ? this.place.actor[trader] : this.#keys[trader];
  }

  /** The relayer's, or that of one who has no word in it. */
  #receiptKey(rightly: boolean): Wallet {
    return rightly ? this.place.actor.receiptKeeper : this.place.actor.settler;
  }

  /** How the contract stands. */
  async #standing({ world }: Model): Promise<Snapshot> {
    const { place } = this;
    const subjects = {
      marketplace: place.address,
      items: place.items.address,
      stacks: place.stacks.address,
      accounts: accounts.map((account) => this.addressOf(account)),
      itemIds: [...world.owners.keys()],
      stackId: STACK,
      listings: world.listings.map(({ terms }) => this.listingId(terms)),
      auctions: world.auctions.map(({ terms }) => this.auctionId(terms)),
      bidders: traders.map((trader) => this.addressOf(trader)),
      keyHashes: traders.map((trader) => keccak256(this.keyOf(trader))),
    };
    const read = { address: this.#reader, abi: this.#readerAbi, functionName: "read", args: [subjects] };
    return (await place.client.readContract(read)) as Snapshot;
  }

  /** How it must stand. */
  #expectation({ world, totalOwed }: Model): Snapshot {
    const none = { free: 0n, exiting: 0n, exitableAt: 0n, credit: 0n, presented: 0n };
    const standard = (goods: Goods) => ("item" in goods ? 0 : 1);
    return {
      money: accounts.map((account) => world.money[account]),
      vaults: accounts.map((account) => {
        const vault = account === "treasury" || account === "marketplace" ? none : world.vaults[account];
        return { ...vault, exitableAt: Number(vault.exitableAt) };
      }),
      units: accounts.map((account) => world.units[account]),
      owners: [...world.owners.values()].map((owner) => this.addressOf(owner)),
      // Of a listing that ended in a later second than it began nothing is left.
      listings: world.listings.map(({ goods, price, remaining, feeBps, maxRoyaltyBps, status }) => {
        const ended = { price: 0n, remaining: 0n, feeBps: 0, maxRoyaltyBps: 0, standard: 0, status: 0 };
        if (status !== "active") return ended;
        const bps = { feeBps: Number(feeBps), maxRoyaltyBps: Number(maxRoyaltyBps) };
        return { ...ended, price, remaining, ...bps, standard: standard(goods), status: 1 };
      }),
      auctions: world.auctions.map(({ goods, feeBps, status, endsAt, finalizableAt, winner, amount }) => ({
        status: auctionStatus[status],
        standard: status === "settled" ? 0 : standard(goods),
        feeBps: status === "settled" ? 0 : Number(feeBps),
        endsAt: status === "live" ? Number(endsAt) : 0,
        finalizableAt: status === "finalizing" ? Number(finalizableAt) : 0,
        winner: winner === undefined ? zeroAddress : this.addressOf(winner),
        amount,
      })),
      posts: world.auctions.map(({ post }) => ({
        bidder: post ? this.addressOf(post.bidder) : zeroAddress,
        amount: post?.amount ?? 0n,
      })),
      presented: world.auctions.map(({ presented }) =>
        ([0, 1] as const).map((place) => {
          const bid = presented[place];
          if (bid === undefined) return { bidder: zeroAddress, maxAmount: 0n, amount: 0n, sequence: 0n };
          const { maxAmount, amount, sequence } = bid;
          return { bidder: this.addressOf(bid.bidder), maxAmount, amount, sequence };
        }),
      ),
      keys: traders.map((trader) => ({ ...world.keys[trader], nextCapAt: Number(world.keys[trader].nextCapAt) })),
      totalOwed,
    };
  }
}

/** Each value with its path, a line each, by path. */
function lines(value: unknown): string[] {
  const collect = (part: unknown, path: string): string[] =>
    typeof part !== "object" || part === null
      ? [`${path} = ${part}`]
      : Object.entries(part).flatMap(([key, entry]) => collect(entry, path === "" ? key : `${path}.${key}`));
  return collect(value, "").sort();
}
