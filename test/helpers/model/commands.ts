import { type AuctionTerms, packAuctionRules, packSchedule, unpackAuctionRules } from "@plaza/sdk";
import { marketplaceAbi as abi } from "@plaza/sdk/abi";
import fc from "fast-check";
import { zeroAddress } from "viem";
import { DAY } from "../marketplace.ts";
import type { Arena } from "./arena.ts";
import { type Goods, type Model, type Trader, traders } from "./model.ts";

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
const nonce = fc.bigInt({ min: 0n, max: 300n });
const goods: fc.Arbitrary<Goods> = fc.oneof(
  fc.record({ item: fc.bigInt({ min: 1n, max: 3n }) }),
  fc.record({ units: fc.bigInt({ min: 0n, max: 900n }) }),
);
const salt = fc.bigInt({ min: 0n, max: 1n });
const ahead = fc.constantFrom(0n, 1n, 599n, 600n, 601n, 3_600n, 3_601n);

/** Mostly true: whether somebody calls who may, in time, with what is his. */
const rightly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

/** Goods of a trader's own in place of those named, where he has an item. */
function ownGoods({ world }: Model, by: Trader, named: Goods): Goods {
  if (!("item" in named)) return named;
  for (const [item, owner] of world.owners) if (owner === by) return { item };
  return named;
}

const hasListing = ({ world }: Readonly<Model>) => world.listings.length > 0;
const hasAuction = ({ world }: Readonly<Model>) => world.auctions.length > 0;

/** The listing or auction that a number stands for, among those that there are. */
function pick<entry>(entries: readonly entry[], number: number): { index: number; entry: entry } {
  const index = number % entries.length;
  return { index, entry: entries[index] as entry };
}

const wait = fc.constantFrom(1n, 60n, 300n, 3_600n, DAY, 2n * DAY, 9n * DAY).map((seconds) =>
  command("wait", { seconds }, async ({ world }) => {
    world.now += seconds;
  }),
);

const list = fc
  .record({
    by: trader,
    goods,
    price: fc.bigInt({ min: 0n, max: 60n }),
    lasts: fc.constantFrom(0n, 0n, -1n, 100n, DAY),
    fall: fc.option(
      fc.record({
        to: fc.bigInt({ min: 0n, max: 40n }),
        startsIn: fc.constantFrom(0n, 0n, -50n, 60n),
        lasts: fc.constantFrom(60n, 3_600n, DAY, 0n),
      }),
      { nil: undefined, freq: 2 },
    ),
    taker: fc.option(trader, { nil: undefined, freq: 4 }),
    salt,
    rightly,
  })
  .map((step) =>
    command("list", step, async (model, arena) => {
      const expiry = step.lasts === 0n ? 0n : model.world.now + 1n + step.lasts;
      const goods = step.rightly ? ownGoods(model, step.by, step.goods) : step.goods;
      const item = arena.termsOf(goods);
      const { fall, price, salt } = step;
      const taker = step.taker === undefined ? zeroAddress : arena.addressOf(step.taker);
      const listedAt = model.world.now + 1n;
      const fallStart = fall ? listedAt + fall.startsIn : 0n;
      const drop = fall ? { endPrice: fall.to, fallStart, fallEnd: fallStart + fall.lasts } : {};
      const schedule = packSchedule({ ...drop, expiry });
      const params = { price, schedule, taker, maxRoyaltyBps: 0n, salt };
      const signed = {
        seller: arena.addressOf(step.by),
        salt,
        taker,
        schedule: packSchedule({ ...drop, expiry, listedAt }),
      };
      const terms = { ...signed, ...item };
      await arena.play(model, () => model.list(step.by, goods, terms, price, step.taker), step.by, {
        abi,
        functionName: "list",
        args: [item.token, item.tokenId, item.quantity, params],
      });
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
        await arena.play(model, () => model.buy(by, index, quantity, maxTotal, recipient), by, {
          abi,
          functionName: "buy",
          args: [entry.terms, quantity, maxTotal, arena.addressOf(recipient)],
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
    startsIn: fc.constantFrom(0n, 0n, -50n, 1_000n, 40n * DAY),
    lasts: fc.constantFrom(1n, 60n, 3_600n, DAY, 7n * DAY - 3_600n, 7n * DAY, -5n),
    incrementBps: fc.constantFrom(100n, 500n, 99n, 10_000n, 10_001n),
    salt,
    rightly,
  })
  .map((step) =>
    command("createAuction", step, async (model, arena) => {
      const { by, startPrice, reservePrice, incrementBps } = step;
      const start = model.world.now + 1n + step.startsIn;
      const rules = packAuctionRules({ start, end: start + step.lasts, incrementBps });
      const params = { startPrice, reservePrice, rules, salt: step.salt };
      const goods = step.rightly ? ownGoods(model, step.by, step.goods) : step.goods;
      const item = arena.termsOf(goods);
      const terms: AuctionTerms = { seller: arena.addressOf(by), ...item, ...params };
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

const settle = fc
  .record({
    by: trader,
    at,
    winner: trader,
    amount,
    more: fc.constantFrom(0n, 0n, 10n, -1n),
    nonce,
    ahead,
    forgedBy: fc.option(trader, { nil: undefined, freq: 8 }),
    inTime: rightly,
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
        const { winner, nonce } = step;
        const maxAmount = step.amount + step.more < 0n ? 0n : step.amount + step.more;
        const signedBy = step.forgedBy ?? winner;
        const message = {
          ...{ auctionId: id, winner: arena.addressOf(winner), amount: step.amount, nonce },
          deadline: world.now + 1n + step.ahead,
        };
        const [settlerSignature, bidSignature] = await Promise.all([
          arena.signSettlement(message),
          arena.signBid(signedBy, id, winner, maxAmount),
        ]);
        const { amount, deadline } = message;
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
      const opensAt =
        entry.status === "finalizing" ? entry.finalizableAt : unpackAuctionRules(entry.terms.rules).end + 3_600n + DAY;
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
      ...[wait, list, list, buy, buy, buy, updatePrice, cancelListing],
      ...[createAuction, createAuction, settle, settle, finalize, cancelAuction],
      ...[deposit, deposit, withdraw, requestExit, cancelExit, executeExit, withdrawCredit],
      ...[setFee, collectFees, pause],
    ],
    { maxCommands: maxSteps, size: "max", ...(replayPath && { replayPath }) },
  );
