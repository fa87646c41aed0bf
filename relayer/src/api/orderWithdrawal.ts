import { partsOf } from "../domain/orders.ts";
import { Refusal } from "../domain/refusal.ts";
import { withdrawOrder } from "../infra/database/orders.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { orderJson, orderPath, orderSchema, requireOrder } from "./order.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const route = operation({
  method: "delete",
  path: "/v1/orders/{id}",
  summary:
    "Takes one's own order out of the book, for good. Whoever kept its signature can still fill it: only Orders can cancel it.",
  tier: "profiles",
  security: bearer,
  request: { params: orderPath },
  responses: { 200: json("The order as it is now.", orderSchema) },
  problems: [...sessionProblems, "order_not_found", "not_the_maker"],
});

export function orderWithdrawalRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const { id } = c.req.valid("param");
    if (partsOf(await requireOrder(services, id)).maker !== account)
      throw new Refusal("not_the_maker", "Only who signed an order can take it out of the book.");
    await withdrawOrder(services.database, id);
    return c.json(orderJson(await requireOrder(services, id)), 200);
  });
}
