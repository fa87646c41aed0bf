import { ponder } from "ponder:registry";
import { addToAccount } from "./store/accounts.ts";

ponder.on("Credits:Transfer", async ({ event, context: { db } }) => {
  const { from, to, value } = event.args;
  await addToAccount(db, from, { credits: -value });
  await addToAccount(db, to, { credits: value });
});
