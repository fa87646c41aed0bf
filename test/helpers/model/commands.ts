import { packAuctionRules, packSchedule } from "@plaza/sdk";
import { marketplaceAbi as abi } from "@plaza/sdk/abi";
import fc from "fast-check";
import { zeroAddress } from "viem";
import { DAY } from "../marketplace.ts";
import type { Arena } from "./arena.ts";
import type { Model } from "./model.ts";
import { most } from "./rules.ts";
import { type AuctionTerms, type Goods, type Signer, type Trader, traders } from "./world.ts";

type Command = fc.AsyncCommand<Model, Arena>;

/** A step of a sequence: when it makes sense, and how it is played on both. */
function command(
  name: string,
  parameters: object,
  run: (model: Model, arena: Arena) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command {
  const shown = JSON.stringify(parameters, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  return { check, run, toString: () => `${name}(${shown})` };
}

const trader = fc.constantFrom(...traders);
const at = fc.nat({ max: 20 });
const amount = fc.oneof(fc.bigInt({ min: 0n, max: 60n }), fc.bigInt({ min: 0n, max: 2_500n }));
const nonce = fc.bigInt({ min: 0n, max: 20n });
const goods: fc.Arbitrary<Goods> = fc.oneof(
  fc.record({ item: fc.bigInt({ min: 1n, max: 3n }) }),
  fc.record({ units: fc.bigInt({ min: 0n, max: 900n }) }),
);
const salt = fc.bigInt({ min: 0n, max: 1n });
const ahead = fc.constantFrom(0n, 1n, 599n, 600n, 601n, 3_600n, 3_601n);

/** Mostly true: whether somebody calls who may, in time, with what is his. */
const rightly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

/** One of these, and now and then what must be refused. */
const mostly = (good: fc.Arbitrary<bigint>, ...bad: [bigint, ...bigint[]]) =>
  fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });

/** Goods of a trader's own in place of those named, where he has an item. */
function ownGoods({ world }: Model, by: Trader, named: Goods): Goods {
  if (!("item" in named)) return named;
  for (const [item, owner] of world.owners) if (owner === by) return { item };
  return named;
}

const hasListing = ({ world }: Readonly<Model>) => world.listings.length > 0;
const hasAuction = ({ world }: Readonly<Model>) => world.auctions.length > 0;

/** The listing or auction that a number stands for, among all that there are: mostly one that has not ended. */
function pick<entry extends { status: string }>(
  entries: readonly entry[],
  number: number,
): { index: number; entry: entry } {
  const open = entries.filter(({ status }) => ["active", "live", "finalizing"].includes(status));
  const among = open.length > 0 && number % 4 !== 0 ? open : entries;
  const entry = among[number % among.length] as entry;
  return { index: entries.indexOf(entry), entry };
}

/** An amount that beats all bids on an auction, or just any. */
function worthy({ terms, post, presented }: Model["world"]["auctions"][number], amount: bigint, rightly: boolean) {
  if (!rightly) return amount;
  const bids = presented.map(({ maxAmount }) => maxAmount);
  const floor = most(terms.startPrice, terms.reservePrice, post?.amount ?? 0n, ...bids);
  return floor + (amount % 60n);
}

/** A bidder who is not the seller, or just anybody. */
const bidderFor = (seller: Trader, bidder: Trader, rightly: boolean): Trader =>
  rightly && bidder === seller ? (traders.find((other) => other !== seller) as Trader) : bidder;

const wait = fc.constantFrom(1n, 60n, 60n, 300n, 300n, 3_600n, 3_600n, DAY, 2n * DAY, 9n * DAY).map((seconds) =>
  command("wait", { seconds }, async ({ world }) => {
    world.now += seconds;
  }),
);

const list = fc
  .record({
    by: trader,
    goods,
    price: fc.bigInt({ min: 0n, max: 60n }),
    lasts: mostly(fc.constantFrom(0n, 0n, 100n, DAY), -1n),
    fall: fc.option(
      fc.record({
        to: fc.bigInt({ min: 0n, max: 40n }),
        startsIn: fc.constantFrom(0n, 0n, -50n, 60n),
        lasts: mostly(fc.constantFrom(60n, 3_600n, DAY), 0n),
      }),
      { nil: undefined, freq: 2 },
    ),
    taker: fc.option(trader, { nil: undefined, freq: 4 }),
    maxRoyaltyBps: mostly(fc.constantFrom(0n, 250n, 10_000n), 10_001n),
    salt,
    rightly,
  })
  .map((step) =>
    command("list", step, async (model, arena) => {
      const expiry = step.lasts === 0n ? 0n : model.world.now + 1n + step.lasts;
      const goods = step.rightly ? ownGoods(model, step.by, step.goods) : step.goods;
      const item = arena.termsOf(goods);
      const { fall, price, maxRoyaltyBps, salt } = step;
      const taker = step.taker === undefined ? zeroAddress : arena.addressOf(step.taker);
      const listedAt = model.world.now + 1n;
      const fallStart = fall ? listedAt + fall.startsIn : 0n;
      const drop = fall ? { endPrice: fall.to, fallStart, fallEnd: fallStart + fall.lasts } : {};
      const schedule = packSchedule({ ...drop, expiry });
      const params = { price, schedule, taker, maxRoyaltyBps, salt };
      const signed = {
        seller: arena.addressOf(step.by),
        salt,
        taker,
        schedule: packSchedule({ ...drop, expiry, listedAt }),
      };
      const terms = { ...signed, ...item };
      await arena.play(
        model,
        () => model.list(step.by, goods, terms, { price, maxRoyaltyBps, taker: step.taker }),
        step.by,
        {
          abi,
          functionName: "list",
          args: [item.token, item.tokenId, item.quantity, params],
        },
      );
    }),
  );

const updatePrice = fc.record({ stranger: trader, rightly, at, price: amount }).map((step) =>
  command(
    "updatePrice",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.listings, step.at);
      const by = step.rightly ? entry.seller : step.stranger;
      await arena.play(model, () => model.updatePrice(by, index, step.price), by, {
        abi,
        functionName: "updatePrice",
        args: [entry.terms, step.price],
      });
    },
    hasListing,
  ),
);

const cancelListing = fc.record({ stranger: trader, rightly, at }).map((step) =>
  command(
    "cancelListing",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.listings, step.at);
      const by = step.rightly ? entry.seller : step.stranger;
      await arena.play(model, () => model.cancelListing(by, index), by, {
        abi,
        functionName: "cancelListing",
        args: [entry.terms],
      });
    },
    hasListing,
  ),
);

const buy = fc
  .record({
    by: trader,
    at,
    quantity: fc.oneof(fc.constant(1n), fc.bigInt({ min: 0n, max: 90n })),
    more: fc.constantFrom(0n, 0n, 5n, -1n),
    recipient: trader,
    useCredit: fc.boolean(),
  })
  .map((step) =>
    command(
      "buy",
      step,
      async (model, arena) => {
        const { index, entry } = pick(model.world.listings, step.at);
        const offered = entry.price * step.quantity + step.more;
        const maxTotal = offered < 0n ? 0n : offered;
        const { by, quantity, recipient } = step;
        const functionName = step.useCredit ? "buyWithCredit" : "buy";
        await arena.play(model, () => model[functionName](by, index, quantity, maxTotal, recipient), by, {
          abi,
          functionName,
          args: [entry.terms, quantity, maxTotal, arena.addressOf(recipient)],
        });
      },
      hasListing,
    ),
  );

const buyMany = fc
  .record({
    by: trader,
    purchases: fc.array(
      fc.record({
        at,
        quantity: fc.oneof(fc.constant(1n), fc.bigInt({ min: 0n, max: 90n })),
        more: fc.constantFrom(0n, 0n, 5n, -1n),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    maxTotal: amount,
    recipient: trader,
  })
  .map((step) =>
    command(
      "buyMany",
      step,
      async (model, arena) => {
        const { by, maxTotal, recipient } = step;
        const picked = step.purchases.map(({ at, quantity, more }) => {
          const { index, entry } = pick(model.world.listings, at);
          const offered = entry.price * quantity + more;
          return { index, entry, quantity, maxTotal: offered < 0n ? 0n : offered };
        });
        const purchases = picked.map(({ index, quantity, maxTotal: own }) => ({ at: index, quantity, maxTotal: own }));
        await arena.play(model, () => model.buyMany(by, purchases, maxTotal, recipient), by, {
          abi,
          functionName: "buyMany",
          args: [
            picked.map(({ entry, quantity, maxTotal: own }) => ({ terms: entry.terms, quantity, maxTotal: own })),
            maxTotal,
            arena.addressOf(recipient),
          ],
        });
      },
      hasListing,
    ),
  );

const createAuction = fc
  .record({
    by: trader,
    goods,
    startPrice: fc.bigInt({ min: 0n, max: 60n }),
    reservePrice: fc.bigInt({ min: 0n, max: 60n }),
    startsIn: mostly(fc.constantFrom(0n, 0n, -50n, 1_000n), 40n * DAY),
    lasts: mostly(fc.constantFrom(60n, 3_600n, DAY, 2n * DAY, 7n * DAY - 3_600n), 7n * DAY, -60n),
    incrementBps: mostly(fc.constantFrom(100n, 500n, 10_000n), 99n, 10_001n),
    maxRoyaltyBps: mostly(fc.constantFrom(0n, 250n, 10_000n), 10_001n),
    /** Above the least first bid; zero for none. */
    buyout: mostly(fc.constantFrom(0n, 0n, 40n, 200n), -1n),
    salt,
    rightly,
  })
  .map((step) =>
    command("createAuction", step, async (model, arena) => {
      const { by, startPrice, reservePrice, incrementBps } = step;
      const start = model.world.now + 1n + step.startsIn;
      const { maxRoyaltyBps } = step;
      const buyoutPrice = step.buyout === 0n ? 0n : most(1n, startPrice, reservePrice) + step.buyout;
      const rules = { start, end: start + step.lasts, incrementBps, maxRoyaltyBps, buyoutPrice };
      const params = { startPrice, reservePrice, rules: packAuctionRules(rules), salt: step.salt };
      const goods = step.rightly ? ownGoods(model, step.by, step.goods) : step.goods;
      const item = arena.termsOf(goods);
      const terms: AuctionTerms = { seller: arena.addressOf(by), ...item, ...params, ...rules };
      await arena.play(model, () => model.createAuction(by, goods, terms), by, {
        abi,
        functionName: "createAuction",
        args: [item.token, item.tokenId, item.quantity, params],
      });
    }),
  );

const cancelAuction = fc.record({ stranger: trader, rightly, at }).map((step) =>
  command(
    "cancelAuction",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.auctions, step.at);
      const by = step.rightly ? entry.seller : step.stranger;
      await arena.play(model, () => model.cancelAuction(by, index), by, {
        abi,
        functionName: "cancelAuction",
        args: [entry.terms],
      });
    },
    hasAuction,
  ),
);

const cancelRunning = fc.record({ stranger: trader, rightly, at, ahead }).map((step) =>
  command(
    "cancelRunning",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.auctions, step.at);
      const by = step.rightly ? entry.seller : step.stranger;
      const deadline = model.world.now + 1n + step.ahead;
      const signature = await arena.signCancellation(arena.auctionId(entry.terms), deadline);
      await arena.play(model, () => model.cancelRunning(by, index, deadline), by, {
        abi,
        functionName: "cancelRunningAuction",
        args: [entry.terms, deadline, signature],
      });
    },
    hasAuction,
  ),
);

const post = fc.record({ by: trader, at, amount, useCredit: fc.boolean(), rightly }).map((step) =>
  command(
    "post",
    step,
    async (model, arena) => {
      const { useCredit, rightly } = step;
      const { index, entry } = pick(model.world.auctions, step.at);
      const by = bidderFor(entry.seller, step.by, rightly);
      const offered = worthy(entry, step.amount, rightly) + (rightly ? 1n : 0n);
      await arena.play(model, () => model.post(by, index, offered, useCredit), by, {
        abi,
        functionName: "postBid",
        args: [entry.terms, offered, useCredit],
      });
    },
    hasAuction,
  ),
);

const buyout = fc.record({ by: trader, at, recipient: trader, useCredit: fc.boolean(), rightly }).map((step) =>
  command(
    "buyout",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.auctions, step.at);
      const by = bidderFor(entry.seller, step.by, step.rightly);
      const { recipient, useCredit } = step;
      await arena.play(model, () => model.buyout(by, index, recipient, useCredit), by, {
        abi,
        functionName: "buyoutAuction",
        args: [entry.terms, arena.addressOf(recipient), useCredit],
      });
    },
    hasAuction,
  ),
);

const extend = fc.record({ by: trader, at, more: fc.constantFrom(0n, 1n, 300n, 3_600n, 3_601n), rightly }).map((step) =>
  command(
    "extend",
    step,
    async (model, arena) => {
      const { index, entry } = pick(model.world.auctions, step.at);
      const endsAt = entry.terms.end + step.more;
      const signature = await arena.signExtension(arena.auctionId(entry.terms), endsAt, step.rightly);
      await arena.play(model, () => model.extend(index, endsAt, step.rightly), step.by, {
        abi,
        functionName: "extendAuction",
        args: [entry.terms, endsAt, signature],
      });
    },
    hasAuction,
  ),
);

/** The bidder himself, his key, or somebody who has no word in it. */
const signerFor = (bidder: Trader, how: "himself" | "his key" | Signer): Signer =>
  how === "himself" ? bidder : how === "his key" ? `${bidder}'s key` : how;
const how = fc.constantFrom("himself", "himself", "himself", "his key", "his key", "bob", "bob's key");

const present = fc
  .record({
    by: trader,
    at,
    bidder: trader,
    maxAmount: amount,
    less: fc.bigInt({ min: -1n, max: 40n }),
    sequence: fc.bigInt({ min: 1n, max: 9n }),
    receivedIn: mostly(fc.constantFrom(0n, 30n), -1n, 9n * DAY),
    how,
    rightly,
    high: rightly,
    inTime: rightly,
  })
  .map((step) =>
    command(
      "present",
      step,
      async (model, arena) => {
        const { world } = model;
        const { index, entry } = pick(world.auctions, step.at);
        if (step.inTime && entry.status === "live" && world.now < entry.endsAt) world.now = entry.endsAt;
        const { sequence, rightly } = step;
        const bidder = bidderFor(entry.seller, step.bidder, rightly);
        const maxAmount = worthy(entry, step.maxAmount, step.high);
        const id = arena.auctionId(entry.terms);
        const amount = maxAmount > step.less ? maxAmount - step.less : 0n;
        const bid = { bidder, maxAmount, amount, sequence };
        const receivedAt = entry.terms.start + step.receivedIn;
        const signedBy = signerFor(bidder, step.how as Signer);
        const [bidSignature, word] = await Promise.all([
          arena.signBid(signedBy, id, bidder, maxAmount),
          arena.signReceipt(id, bid, receivedAt, rightly),
        ]);
        const proof = { receivedAt, signedBy, signedByReceiptKey: rightly };
        await arena.play(model, () => model.present(index, bid, proof), step.by, {
          abi,
          functionName: "presentBid",
          args: [
            entry.terms,
            { bidder: arena.addressOf(bidder), maxAmount },
            bidSignature,
            word.receipt,
            [],
            word.signature,
          ],
        });
      },
      hasAuction,
    ),
  );

const setBidKey = fc
  .record({ by: trader, cap: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2_500n })) })
  .map((step) =>
    command("setBidKey", step, (model, arena) =>
      arena.play(model, () => model.setBidKey(step.by, step.cap), step.by, {
        abi,
        functionName: "setBidKey",
        args: [arena.keyOf(step.by), step.cap],
      }),
    ),
  );

const burnNonce = nonce.map((burned) =>
  command("burnNonce", { nonce: burned }, (model, arena) =>
    arena.play(model, () => model.burnNonce(burned), "settler", { abi, functionName: "burnNonce", args: [burned] }),
  ),
);

const settle = fc
  .record({
    by: trader,
    at,
    winner: trader,
    amount,
    more: fc.constantFrom(0n, 0n, 10n, -1n),
    nonce,
    ahead,
    how,
    inTime: rightly,
    high: rightly,
    asPosted: fc.constantFrom(false, false, true),
  })
  .map((step) =>
    command(
      "settle",
      step,
      async (model, arena) => {
        const { world } = model;
        const { index, entry } = pick(world.auctions, step.at);
        const opensAt = entry.endsAt + 300n;
        if (step.inTime && world.now < opensAt) world.now = opensAt;
        const id = arena.auctionId(entry.terms);
        const posted = step.asPosted ? entry.post : undefined;
        const winner = posted?.bidder ?? bidderFor(entry.seller, step.winner, step.high);
        const amount = posted?.amount ?? worthy(entry, step.amount, step.high);
        const { nonce } = step;
        const maxAmount = amount + step.more < 0n ? 0n : amount + step.more;
        const signedBy = signerFor(winner, step.how as Signer);
        const message = {
          ...{ auctionId: id, winner: arena.addressOf(winner), amount, nonce },
          deadline: world.now + 1n + step.ahead,
        };
        const [settlerSignature, bidSignature] = await Promise.all([
          arena.signSettlement(message),
          arena.signBid(signedBy, id, winner, maxAmount),
        ]);
        const { deadline } = message;
        const settlement = { winner, amount, maxAmount, nonce, deadline, signedBy };
        await arena.play(model, () => model.settle(index, settlement), step.by, {
          abi,
          functionName: "settleAuction",
          args: [entry.terms, message, maxAmount, settlerSignature, bidSignature],
        });
      },
      hasAuction,
    ),
  );

const finalize = fc.record({ by: trader, at, inTime: rightly }).map((step) =>
  command(
    "finalize",
    step,
    async (model, arena) => {
      const { world } = model;
      const { index, entry } = pick(world.auctions, step.at);
      const opensAt = entry.status === "finalizing" ? entry.finalizableAt : entry.terms.end + 3_600n + DAY;
      if (step.inTime && world.now < opensAt) world.now = opensAt;
      await arena.play(model, () => model.finalize(index), step.by, {
        abi,
        functionName: "finalizeAuction",
        args: [entry.terms],
      });
    },
    hasAuction,
  ),
);

const deposit = fc.record({ by: trader, account: trader, amount }).map((step) =>
  command("deposit", step, (model, arena) =>
    arena.play(model, () => model.deposit(step.by, step.account, step.amount), step.by, {
      abi,
      functionName: "deposit",
      args: [arena.addressOf(step.account), step.amount],
    }),
  ),
);

const withdraw = fc.record({ by: trader, amount, recipient: trader, nonce, ahead }).map((step) =>
  command("withdraw", step, async (model, arena) => {
    const { by, amount, nonce } = step;
    const deadline = model.world.now + 1n + step.ahead;
    const message = {
      account: arena.addressOf(by),
      amount,
      recipient: arena.addressOf(step.recipient),
      nonce,
      deadline,
    };
    const signature = await arena.signWithdrawal(message);
    await arena.play(model, () => model.withdraw(by, { amount, recipient: step.recipient, nonce, deadline }), by, {
      abi,
      functionName: "withdraw",
      args: [message, signature],
    });
  }),
);

const requestExit = fc.record({ by: trader, amount }).map((step) =>
  command("requestExit", step, (model, arena) =>
    arena.play(model, () => model.requestExit(step.by, step.amount), step.by, {
      abi,
      functionName: "requestExit",
      args: [step.amount],
    }),
  ),
);

const cancelExit = trader.map((by) =>
  command("cancelExit", { by }, (model, arena) =>
    arena.play(model, () => model.cancelExit(by), by, { abi, functionName: "cancelExit" }),
  ),
);

const executeExit = fc.record({ by: trader, recipient: trader, inTime: rightly }).map((step) =>
  command("executeExit", step, async (model, arena) => {
    const { world } = model;
    const { exitableAt } = world.vaults[step.by];
    if (step.inTime && world.now < exitableAt) world.now = exitableAt;
    await arena.play(model, () => model.executeExit(step.by, step.recipient), step.by, {
      abi,
      functionName: "executeExit",
      args: [arena.addressOf(step.recipient)],
    });
  }),
);

const withdrawCredit = trader.map((by: Trader) =>
  command("withdrawCredit", { by }, (model, arena) =>
    arena.play(model, () => model.withdrawCredit(by), by, {
      abi,
      functionName: "withdrawCredit",
      args: [arena.addressOf(by)],
    }),
  ),
);

const setFee = fc
  .bigInt({ min: 0n, max: 1_050n })
  .map((bps) =>
    command("setFee", { bps }, (model, arena) =>
      arena.play(model, () => model.setFee(bps), "admin", { abi, functionName: "setFee", args: [bps] }),
    ),
  );

const collectFees = fc.constant(
  command("collectFees", {}, (model, arena) =>
    arena.play(model, () => model.collectFees(), "admin", { abi, functionName: "collectFees" }),
  ),
);

const pause = rightly.map((off) =>
  command(off ? "unpause" : "pause", {}, (model, arena) =>
    arena.play(model, () => (off ? model.unpause() : model.pause()), "admin", {
      abi,
      functionName: off ? "unpause" : "pause",
    }),
  ),
);

/** Sequences of calls by random traders. What matters most comes most often. */
export const sequences = (maxSteps: number, replayPath?: string) =>
  fc.commands(
    [
      ...[wait, list, list, buy, buy, buyMany, updatePrice, cancelListing],
      ...[createAuction, createAuction, buyout, post, post, extend, present, present, present],
      ...[settle, settle, finalize, finalize, cancelAuction, cancelRunning, setBidKey, burnNonce],
      ...[deposit, deposit, withdraw, requestExit, cancelExit, executeExit, withdrawCredit],
      ...[setFee, collectFees, pause],
    ],
    { maxCommands: maxSteps, size: "max", ...(replayPath && { replayPath }) },
  );
