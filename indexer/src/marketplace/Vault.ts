import { type Context, ponder } from "ponder:registry";
import type { vaultAccount } from "ponder:schema";
import type { Hex } from "viem";
import { changeVault } from "../store/accounts.ts";
import { type Explanation, enter, expectNoMore, expectPayments, explain } from "../store/ledger.ts";
import type { Place } from "../store/place.ts";

type Db = Context["db"];
type VaultRow = typeof vaultAccount.$inferSelect;

/** Enters what came into or left an account's funds, which bids are covered by. */
export function enterFunds(
  db: Db,
  place: Place,
  { address, free, exiting }: VaultRow,
  movement: Explanation & { direction: "IN" | "OUT"; amount: bigint; counterparty: Hex | null },
): Promise<void> {
  return enter(db, place, { account: address, pocket: "VAULT", balance: free + exiting, ...movement });
}

ponder.on("Marketplace:Deposited", async ({ event, context: { db } }) => {
  const { account, payer, amount } = event.args;
  const vault = await changeVault(db, account, ({ free }) => ({ free: free + amount }));
  const why = { cause: "DEPOSIT", reference: null } as const;
  await enterFunds(db, event, vault, { direction: "IN", amount, ...why, counterparty: payer });
  await expectPayments(db, event, [{ from: [payer], to: event.log.address, amount: String(amount), ...why }]);
});

ponder.on("Marketplace:Withdrawn", async ({ event, context: { db } }) => {
  const { account, recipient, amount } = event.args;
  const vault = await changeVault(db, account, ({ free }) => ({ free: free - amount }));
  await payOut(db, event, vault, recipient, amount);
});

// A second request is told as a cancellation of the first, and then the request.
ponder.on("Marketplace:ExitRequested", async ({ event, context: { db } }) => {
  const { account, amount, exitableAt } = event.args;
  await changeVault(db, account, ({ free }) => ({
    free: free - amount,
    exiting: amount,
    exitableAt: Number(exitableAt),
  }));
});

ponder.on("Marketplace:ExitCancelled", async ({ event, context: { db } }) => {
  const { account, amount } = event.args;
  await changeVault(db, account, ({ free }) => ({ free: free + amount, exiting: 0n, exitableAt: null }));
});

// What presented bids bind of it stays, as ripe as it is.
ponder.on("Marketplace:ExitExecuted", async ({ event, context: { db } }) => {
  const { account, recipient, amount } = event.args;
  const vault = await changeVault(db, account, ({ exiting, exitableAt }) => ({
    exiting: exiting - amount,
    exitableAt: exiting === amount ? null : exitableAt,
  }));
  await payOut(db, event, vault, recipient, amount);
});

async function payOut(db: Db, place: Place, vault: VaultRow, recipient: Hex, amount: bigint): Promise<void> {
  const why = { cause: "WITHDRAWAL", reference: null } as const;
  await enterFunds(db, place, vault, { direction: "OUT", amount, ...why, counterparty: recipient });
  await expectPayments(db, place, [{ from: [place.log.address], to: recipient, amount: String(amount), ...why }]);
}

ponder.on("Marketplace:Credited", async ({ event, context: { db } }) => {
  const { account, id, amount } = event.args;
  const { credit } = await changeVault(db, account, (vault) => ({ credit: vault.credit + amount }));
  // What is credited is a payment that could not be pushed, or a post that came back.
  const pushed = await explain(db, event, { from: event.log.address, to: account, amount });
  await enter(db, event, {
    ...{ account, pocket: "CREDIT", direction: "IN", amount, balance: credit, counterparty: null },
    ...(pushed ?? { cause: "REFUND", reference: id }),
  });
});

ponder.on("Marketplace:CreditSpent", async ({ event, context: { db } }) => {
  const { account, id, amount } = event.args;
  const { credit } = await changeVault(db, account, (vault) => ({ credit: vault.credit - amount }));
  // Told after what it pays for: a posted bid or a purchase.
  const spent = await explain(db, event, { from: account, to: event.log.address });
  await enter(db, event, {
    ...{ account, pocket: "CREDIT", direction: "OUT", amount, balance: credit, counterparty: null },
    ...(spent ?? { cause: "TRADE", reference: id }),
  });
  // The rest is taken in whole, and the fee stays in it.
  await expectNoMore(db, event, { cause: "FEE", reference: id });
});

ponder.on("Marketplace:CreditWithdrawn", async ({ event, context: { db } }) => {
  const { account, recipient, amount } = event.args;
  await changeVault(db, account, () => ({ credit: 0n }));
  const why = { cause: "WITHDRAWAL", reference: null } as const;
  await enter(db, event, {
    ...{ account, pocket: "CREDIT", direction: "OUT", amount, balance: 0n, ...why },
    counterparty: recipient,
  });
  await expectPayments(db, event, [{ from: [event.log.address], to: recipient, amount: String(amount), ...why }]);
});

ponder.on("Marketplace:FeesCollected", async ({ event, context: { db } }) => {
  const { treasury, amount } = event.args;
  const why = { cause: "FEE", reference: null } as const;
  await expectPayments(db, event, [{ from: [event.log.address], to: treasury, amount: String(amount), ...why }]);
});
