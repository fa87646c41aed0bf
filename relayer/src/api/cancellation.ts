import { MAX_WITHDRAWAL_SECONDS } from "@plaza/sdk";
import { checkCancellation } from "../domain/cancellations.ts";
import { receiptStamp, requireLive, requireService, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { json, operation } from "./operation.ts";
import { cancellationSchema } from "./schemas.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";
import { cancellationJson } from "./wire.ts";

/** The contract bounds it like a withdrawal's deadline, and compares with its block's time, which may lie behind the relayer's clock. */
const DEADLINE_SECONDS = MAX_WITHDRAWAL_SECONDS - 60;

const route = operation({
  method: "put",
  path: "/v1/auctions/{id}/cancellation",
  summary: "Consents to the seller's cancel of an auction that runs and has no bid.",
  description: "From then on no bid is taken, until the auction is cancelled or a final block is past the deadline.",
  tier: "bids",
  security: bearer,
  request: { params: auctionPath },
  responses: { 200: json("The settler's signed consent: the same while it is good.", cancellationSchema) },
  problems: [
    ...sessionProblems,
    "auction_not_found",
    "auction_not_started",
    "auction_ended",
    "auction_has_bids",
    "not_the_seller",
    "temporarily_unavailable",
  ],
});

export function cancellationRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const { id: auctionId } = c.req.valid("param");
    await requireService(services);
    await requireLive(services, auctionId);
    const now = await receiptStamp(services);
    const ended = services.ended.peek(auctionId);
    const refusal = ended && checkCancellation({ account, ...ended, closed: true, now });
    if (refusal) throw refusal;
    const consent = await services.ledger.cancel({ auctionId, account, now, deadline: now + DEADLINE_SECONDS });
    return c.json(cancellationJson(consent), 200);
  });
}
