import { ponder } from "ponder:registry";
import { changeVault } from "../store/accounts.ts";

ponder.on("Marketplace:Deposited", async ({ event, context: { db } }) => {
  const { account, amount } = event.args;
  await changeVault(db, account, ({ free }) => ({ free: free + amount }));
});

ponder.on("Marketplace:Withdrawn", async ({ event, context: { db } }) => {
  const { account, amount } = event.args;
  await changeVault(db, account, ({ free }) => ({ free: free - amount }));
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
  const { account, amount } = event.args;
  await changeVault(db, account, ({ exiting, exitableAt }) => ({
    exiting: exiting - amount,
    exitableAt: exiting === amount ? null : exitableAt,
  }));
});

ponder.on("Marketplace:Credited", async ({ event, context: { db } }) => {
  const { account, amount } = event.args;
  await changeVault(db, account, ({ credit }) => ({ credit: credit + amount }));
});

ponder.on("Marketplace:CreditSpent", async ({ event, context: { db } }) => {
  const { account, amount } = event.args;
  await changeVault(db, account, ({ credit }) => ({ credit: credit - amount }));
});

ponder.on("Marketplace:CreditWithdrawn", async ({ event, context: { db } }) => {
  await changeVault(db, event.args.account, () => ({ credit: 0n }));
});
