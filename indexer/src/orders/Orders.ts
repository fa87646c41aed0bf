import { ponder } from "ponder:registry";
import { itemOfOrder } from "../store/items.ts";
import { enter, expectPayments, explain } from "../store/ledger.ts";
import { changeOrderAccount, closeOrderNonce, fillOffer, setOrderNonce } from "../store/orders.ts";
import { recordTrade, redirectTrade } from "../store/trades.ts";

// Told right before the trade that it is about.
ponder.on("Orders:OrderPartlyFilled", async ({ event, context: { db } }) => {
  const { id, account, nonce, remaining } = event.args;
  await setOrderNonce(db, event, { account, nonce }, { state: "PARTLY_FILLED", orderId: id, remaining });
});

ponder.on("Orders:SignedListingBought", async ({ event, context: { db } }) => {
  const { id: orderId, token, tokenId, nonce, ...sale } = event.args;
  const sold = await itemOfOrder(db, event, { token, tokenId, quantity: sale.quantity });
  await closeOrderNonce(db, event, { account: sale.seller, nonce, orderId });
  await recordTrade(
    db,
    event,
    { ...sold, itemId: sold.id },
    { source: "SIGNED_LISTING", orderId, ...sale, recipient: sale.buyer },
  );
});

// Told right behind the trade that it is about.
ponder.on("Orders:OrderSentOn", async ({ event, context: { db } }) => {
  await redirectTrade(db, event, event.args.recipient);
});

ponder.on("Orders:OfferAccepted", async ({ event, context: { db } }) => {
  const { id: orderId, token, tokenId, nonce, ...sale } = event.args;
  const sold = await itemOfOrder(db, event, { token, tokenId, quantity: sale.quantity });
  await closeOrderNonce(db, event, { account: sale.buyer, nonce, orderId });
  await fillOffer(db, event, { id: orderId, buyer: sale.buyer, nonce, token }, sale);
  await recordTrade(
    db,
    event,
    { ...sold, itemId: sold.id },
    { source: "OFFER", orderId, ...sale, recipient: sale.buyer },
  );
});

ponder.on("Orders:OrderCancelled", async ({ event, context: { db } }) => {
  await setOrderNonce(db, event, event.args, { state: "CANCELLED", remaining: 0n });
});

ponder.on("Orders:CounterBumped", async ({ event, context: { db } }) => {
  const { account, counter } = event.args;
  await changeOrderAccount(db, account, () => ({ counter }));
});

// A payment that could not be pushed.
ponder.on("Orders:Credited", async ({ event, context: { db } }) => {
  const { account, id, amount } = event.args;
  const { credit } = await changeOrderAccount(db, account, (row) => ({ credit: row.credit + amount }));
  const pushed = await explain(db, event, { from: event.log.address, to: account, amount });
  await enter(db, event, {
    ...{ account, pocket: "ORDER_CREDIT", direction: "IN", amount, balance: credit, counterparty: null },
    ...(pushed ?? { cause: "TRADE", reference: id }),
  });
});

ponder.on("Orders:CreditWithdrawn", async ({ event, context: { db } }) => {
  const { account, recipient, amount } = event.args;
  await changeOrderAccount(db, account, () => ({ credit: 0n }));
  const why = { cause: "WITHDRAWAL", reference: null } as const;
  await enter(db, event, {
    ...{ account, pocket: "ORDER_CREDIT", direction: "OUT", amount, balance: 0n, ...why },
    counterparty: recipient,
  });
  await expectPayments(db, event, [{ from: [event.log.address], to: recipient, amount: String(amount), ...why }]);
});

ponder.on("Orders:FeesCollected", async ({ event, context: { db } }) => {
  const { treasury, amount } = event.args;
  const why = { cause: "FEE", reference: null } as const;
  await expectPayments(db, event, [{ from: [event.log.address], to: treasury, amount: String(amount), ...why }]);
});
