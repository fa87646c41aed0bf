import type { InferSelectModel } from "drizzle-orm";
import type { orderAccount, orderNonce } from "../../../ponder.schema.ts";
import { builder } from "./builder.ts";
import { OrderStateEnum } from "./enums.ts";

const OrderNonce = builder.objectRef<InferSelectModel<typeof orderNonce>>("OrderNonce").implement({
  description: "How the orders stand that an account signed under one nonce.",
  fields: (t) => ({
    nonce: t.expose("nonce", { type: "BigInt", description: "The nonce that they carry." }),
    state: t.expose("state", { type: OrderStateEnum, description: "Whether they can still be filled." }),
    orderId: t.expose("orderId", {
      type: "Bytes32",
      nullable: true,
      description: "EIP-712 digest of the one that was filled last; null if none was.",
    }),
    remaining: t.expose("remaining", { type: "BigInt", description: "Units left of that one." }),
    updatedAt: t.exposeInt("updatedAt", { description: "When that changed, unix seconds." }),
  }),
});

export const OrderAccount = builder.objectRef<InferSelectModel<typeof orderAccount>>("OrderAccount").implement({
  description: "What the chain knows of the listings and offers that an account signed.",
  fields: (t) => ({
    counter: t.expose("counter", {
      type: "BigInt",
      description: "What its orders must carry; those with another counter are cancelled.",
    }),
    credit: t.expose("credit", {
      type: "BigInt",
      description: "Proceeds and royalties of signed orders that could not be pushed; can be withdrawn at once.",
    }),
    nonce: t.field({
      type: OrderNonce,
      nullable: true,
      description: "How the orders of one nonce stand; null while nothing happened to them.",
      args: { nonce: t.arg({ type: "BigInt", required: true, description: "The nonce that they carry." }) },
      resolve: ({ address }, { nonce }, { loaders }) => loaders.orderNonce.load(`${address.toLowerCase()}:${nonce}`),
    }),
  }),
});
