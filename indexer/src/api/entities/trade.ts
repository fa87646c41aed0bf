import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { trade } from "../../../ponder.schema.ts";
import { BadInputError } from "../errors.ts";
import { ALWAYS, any, equals, not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";
import { type TraitFields, traitFacets, traitFields } from "./traits.ts";

export type TradeRow = InferSelectModel<typeof trade>;
export type Role = "SELLER" | "BUYER";

export type TradeFields = TraitFields & {
  account: Hex;
  role: Role;
  source: readonly TradeRow["source"][];
  seller: readonly Hex[];
  buyer: readonly Hex[];
  price: Range<bigint>;
  since: number;
  until: number;
  primary: boolean;
};

export type TradeSort = "NEWEST" | "OLDEST" | "PRICE_ASC" | "PRICE_DESC";

/** Trades that an account took part in, in a role or in either. */
export function tradesOf(account: Hex, role: Role | null | undefined) {
  const [sold, bought] = [equals(trade.seller, account), equals(trade.buyer, account)];
  if (role === "SELLER") return sold;
  return role === "BUYER" ? bought : any(sold, bought);
}

export const trades: Entity<typeof trade, TradeFields, TradeSort> = {
  name: "trade",
  table: trade,
  fields: {
    ...traitFields(trade, trade.itemId),
    account: (account, _, __, { role }) => tradesOf(account, role),
    role: (_, path, __, { account }) => {
      if (!account) throw new BadInputError(path, "needs `account` beside it.");
      return ALWAYS;
    },
    source: amongOf(trade.source),
    seller: amongOf(trade.seller),
    buyer: amongOf(trade.buyer),
    price: rangeOf(trade.unitPrice),
    since: (time) => within(trade.timestamp, { min: time }),
    until: (time) => not(within(trade.timestamp, { min: time })),
    primary: (wanted) => equals(trade.primary, wanted),
  },
  sorts: {
    NEWEST: [desc(trade.ordinal)],
    OLDEST: [asc(trade.ordinal)],
    PRICE_ASC: [asc(trade.unitPrice), asc(trade.ordinal)],
    PRICE_DESC: [desc(trade.unitPrice), desc(trade.ordinal)],
  },
};

const counted = traitFacets(trade, trade.itemId);

/** What trades can be counted by. */
export const tradeFacets = { ...counted, spread: { ...counted.spread, price: trade.unitPrice } };
