import {
  createBidHasher,
  createRelayerClient,
  marketplaceAbi,
  minimumNextBid,
  PlazaError,
  type SignedReceipt,
  withdrawalRequestTypedData,
} from "@plaza/sdk";
import { type Address, bytesToHex, encodeFunctionData, type Hex, hexToBytes } from "viem";
import { type Curve, loadCurve } from "../../relayer/src/infra/signatures.ts";
import type { Random } from "../../seed/src/catalogue/random.ts";
import type { Instance } from "./instance.ts";
import type { Bidder, Lot, Market } from "./market.ts";
import type { ShakyChain } from "./shakyChain.ts";
import { pause, until } from "./wait.ts";

/** What somebody was told of his bid, and when. Milliseconds count from when the process started. */
export type Placed = {
  lot: Lot;
  bidder: Address;
  bidHash: Hex;
  /** When it was sent for the first time. */
  sentAt: number;
  answeredAt: number;
  /** Undefined where it was refused for good. */
  receipt: SignedReceipt | undefined;
};

export type Withdrawn = { account: Address; amount: bigint; deadline: bigint; raw: Hex; hash: Hex };

/** Refusals after which the same request may succeed: asked again until there is an answer. */
const isPassing = (error: unknown): boolean => !(error instanceof PlazaError) || error.retryable;

/** Milliseconds that one request has. */
const ANSWER_MS = 5_000;

const RETRY_MS = 100;

/** Gas of a withdrawal. */
const GAS = 200_000n;

export type CrowdOptions = {
  chain: ShakyChain;
  market: Market;
  instances: readonly Instance[];
  /** Who bids on items and withdraws; and whose wallets burn gas: they bid on stacks. */
  bidders: readonly Bidder[];
  burners: readonly Bidder[];
  random: Random;
};

/**
 * Bids and withdraws with real signatures, as many at a time as there are hands. Who gets no answer asks again, here or at another
 * instance, until he has one.
 */
export class Crowd {
  readonly placed: Placed[] = [];
  readonly withdrawn: Withdrawn[] = [];
  readonly lots: Lot[] = [];
  /** Requests that had no answer at first. */
  asksAgain = 0;
  /** Bids that were refused for good, by why. */
  readonly refused = new Map<string, number>();
  readonly #options: CrowdOptions;
  readonly #curve: Curve;
  readonly #hash: ReturnType<typeof createBidHasher>;
  /** The highest price that is known here. */
  readonly #prices = new Map<Hex, bigint>();
  readonly #nonces = new Map<Address, number>();
  #hands: Promise<void>[] = [];
  #made = 0n;
  #acknowledged = 0;
  #isOver = false;

  private constructor(options: CrowdOptions, curve: Curve) {
    this.#options = options;
    this.#curve = curve;
    this.#hash = createBidHasher(options.market.domain);
  }

  static async gather(options: CrowdOptions): Promise<Crowd> {
    return new Crowd(options, await loadCurve());
  }

  /**
   * Begins.
   *
   * @param everyMs - Between two bids of a hand.
   */
  start({ hands, withdrawers, everyMs }: { hands: number; withdrawers: number; everyMs: number }): void {
    const work = async (turn: () => Promise<void>, milliseconds: number) => {
      while (!this.#isOver) {
        await turn();
        await pause(this.#options.random.next() * 2 * milliseconds);
      }
    };
    this.#hands = [
      ...Array.from({ length: hands }, () => work(() => this.#bid(), everyMs)),
      ...Array.from({ length: withdrawers }, () => work(() => this.#withdraw(), everyMs * 20)),
    ];
  }

  /** Ends once everybody has his answer. */
  async finish(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#hands);
  }

  /** Places a bid that is the highest, as far as is known here. */
  async bidOn(lot: Lot): Promise<Placed> {
    const { bidders, burners, random } = this.#options;
    const bidder = pick(lot.terms.quantity === 1n ? bidders : burners, random);
    const least = minimumNextBid({ auction: lot.terms, currentPrice: this.#prices.get(lot.id) });
    this.#made += 1n;
    // No two bids are the same: asked again, one would get the other's receipt.
    const maxAmount = least + (least * BigInt(random.integer(0, 30))) / 1_000n + this.#made;
    const terms = { auctionId: lot.id, bidder: bidder.address, maxAmount };
    const digest = this.#hash.bytes(terms);
    const { signature, recovery } = this.#curve.sign(digest, hexToBytes(bidder.key));
    const body = {
      ...terms,
      proxy: random.next() < 0.2,
      signature: `${bytesToHex(signature)}${recovery === 0 ? "1b" : "1c"}` as Hex,
    };
    const sentAt = performance.now();
    const placed = { lot, bidder: bidder.address, bidHash: bytesToHex(digest), sentAt };
    const answer = await this.#insist((client) => client.placeBid(body));
    if ("value" in answer) {
      const { receipt, auction } = answer.value;
      this.#learn(lot.id, auction.currentPrice ?? 0n);
      const done = { ...placed, answeredAt: performance.now(), receipt };
      this.placed.push(done);
      this.#acknowledged += 1;
      return done;
    }
    const { error } = answer;
    this.refused.set(error.code, (this.refused.get(error.code) ?? 0) + 1);
    const { currentPrice } = error as { currentPrice?: bigint };
    this.#learn(lot.id, currentPrice ?? 0n);
    const done = { ...placed, answeredAt: performance.now(), receipt: undefined };
    this.placed.push(done);
    return done;
  }

  /** Places a bid on each, so many at a time, until each has one. */
  async bidOnAll(lots: readonly Lot[], hands: number): Promise<void> {
    const waiting = [...lots];
    const work = async () => {
      for (let lot = waiting.pop(); lot; lot = waiting.pop()) while (!(await this.bidOn(lot)).receipt);
    };
    await Promise.all(Array.from({ length: hands }, work));
  }

  /** Bids that were acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Sends withdrawals again that a reorg took back, until each is on the chain, whatever becomes of it there. */
  async carryOut(): Promise<void> {
    const { chain } = this.#options;
    const isMined = async ({ hash }: Withdrawn) => (await chain.rpc("eth_getTransactionReceipt", hash)) !== null;
    for (const withdrawal of this.withdrawn) {
      if (await isMined(withdrawal)) continue;
      await chain.rpc("eth_sendRawTransaction", withdrawal.raw).catch(() => {});
      await until("a withdrawal is mined", () => isMined(withdrawal));
    }
  }

  async #bid(): Promise<void> {
    const { chain, random } = this.#options;
    const now = BigInt(chain.head.timestamp);
    const open = this.lots.filter(({ terms }) => terms.start < now && terms.end > now);
    if (open.length > 0) await this.bidOn(pick(open, random));
  }

  async #withdraw(): Promise<void> {
    const { chain, bidders, random, market } = this.#options;
    const { account, address } = pick(bidders, random);
    const funds = await this.#insist((client) => client.getFunds(address));
    if (!("value" in funds) || funds.value.available < 1_000n) return;
    const amount = (funds.value.available * BigInt(random.integer(1, 40))) / 1_000n;
    const message = { account: address, amount, recipient: address, issuedAt: BigInt(chain.head.timestamp) };
    const signature = await account.signTypedData(withdrawalRequestTypedData(market.domain, message));
    const answer = await this.#once((client) => client.requestWithdrawal({ ...message, signature }));
    if (answer === undefined) return;
    const { withdrawal, signature: consent } = answer;
    const nonce = this.#nonces.get(address) ?? 0;
    this.#nonces.set(address, nonce + 1);
    const data = encodeFunctionData({ abi: marketplaceAbi, functionName: "withdraw", args: [withdrawal, consent] });
    const raw = await account.signTransaction({
      ...{ chainId: chain.chainId, nonce, to: market.domain.marketplace, data, gas: GAS, type: "eip1559" },
      ...{ maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 9n },
    });
    const hash = await chain.send(raw);
    this.withdrawn.push({ account: address, amount, deadline: withdrawal.deadline, raw, hash });
  }

  /** Asks until there is an answer, a refusal for good included. */
  async #insist<value>(ask: (client: Client) => Promise<value>): Promise<{ value: value } | { error: PlazaError }> {
    for (;;) {
      const client = this.#client();
      if (client)
        try {
          return { value: await ask(client) };
        } catch (error) {
          if (error instanceof PlazaError && !isPassing(error)) return { error };
        }
      this.asksAgain += 1;
      await pause(RETRY_MS);
    }
  }

  async #once<value>(ask: (client: Client) => Promise<value>): Promise<value | undefined> {
    const client = this.#client();
    return client && ask(client).catch(() => undefined);
  }

  #client(): Client | undefined {
    const urls = this.#options.instances.flatMap(({ url }) => url ?? []);
    if (urls.length === 0) return undefined;
    return createRelayerClient({ url: pick(urls, this.#options.random), timeout: ANSWER_MS });
  }

  #learn(id: Hex, price: bigint): void {
    if (price > (this.#prices.get(id) ?? 0n)) this.#prices.set(id, price);
  }
}

type Client = ReturnType<typeof createRelayerClient>;

export function pick<value>(values: readonly value[], random: Random): value {
  const value = values[random.integer(0, values.length - 1)];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}
