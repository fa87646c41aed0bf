import { ponder } from "ponder:registry";
import { isAddressEqual, zeroAddress } from "viem";
import { addToAccount } from "./store/accounts.ts";
import { enter, explain } from "./store/ledger.ts";

ponder.on("Credits:Transfer", async ({ event, context: { db } }) => {
  const { from, to, value: amount } = event.args;
  // ERC-20 lets one send nothing.
  if (amount === 0n) return;
  const [minted, burnt] = [from, to].map((address) => isAddressEqual(address, zeroAddress));
  const why = (await explain(db, event, { from, to, amount })) ?? {
    cause: minted ? ("MINT" as const) : burnt ? ("BURN" as const) : ("TRANSFER" as const),
    reference: null,
  };
  const payer = await addToAccount(db, from, { credits: -amount });
  if (payer)
    await enter(db, event, {
      ...{ account: from, pocket: "WALLET", direction: "OUT", amount, balance: payer.credits },
      ...why,
      counterparty: burnt ? null : to,
    });
  const payee = await addToAccount(db, to, { credits: amount });
  if (payee)
    await enter(
      db,
      event,
      {
        ...{ account: to, pocket: "WALLET", direction: "IN", amount, balance: payee.credits },
        ...why,
        counterparty: minted ? null : from,
      },
      1,
    );
});
