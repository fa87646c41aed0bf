import { LedgerCauseEnum, LedgerDirectionEnum, LedgerPocketEnum } from "./enums.ts";
import { LedgerEntryRef } from "./refs.ts";

LedgerEntryRef.implement({
  description:
    "Credits that came into one of an account's pockets or left it. A transfer between two accounts has an entry of each; the entries of a pocket add up to what is in it.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`transaction:logIndex`, and `:1` for the receiving side of a transfer." }),
    account: t.expose("account", { type: "Address", description: "Whose Credits they are." }),
    pocket: t.expose("pocket", { type: LedgerPocketEnum, description: "Where they came to or left." }),
    direction: t.expose("direction", { type: LedgerDirectionEnum, description: "Which way they went." }),
    amount: t.expose("amount", { type: "BigInt", description: "How many, smallest unit; never zero." }),
    balance: t.expose("balance", { type: "BigInt", description: "What was in the pocket afterwards, smallest unit." }),
    cause: t.expose("cause", { type: LedgerCauseEnum, description: "Why they moved." }),
    reference: t.expose("reference", {
      type: "Bytes32",
      nullable: true,
      description: "Listing, auction or signed order that it was for; null for none, or for several at once.",
    }),
    counterparty: t.expose("counterparty", {
      type: "Address",
      nullable: true,
      description:
        "Whence they came or whither they went; null within a contract's books, and for made and destroyed ones.",
    }),
    timestamp: t.exposeInt("timestamp", { description: "When, unix seconds." }),
    block: t.expose("block", { type: "BigInt", description: "Block of the movement." }),
    transaction: t.expose("transaction", { type: "Bytes32", description: "Transaction of the movement." }),
  }),
});
