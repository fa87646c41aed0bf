import { OpenAPIHono } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { Refusal } from "../domain/refusal.ts";
import type { Services } from "../services.ts";
import { auctionRoute } from "./auction.ts";
import { auctionBidsRoute } from "./auctionBids.ts";
import { auctionStreamRoute } from "./auctionStream.ts";
import { auctionsRoute } from "./auctions.ts";
import { bidsRoute } from "./bids.ts";
import { cancellationRoute } from "./cancellation.ts";
import { crossOrigin } from "./crossOrigin.ts";
import { diagnosticsRoute } from "./diagnostics.ts";
import { explorerRoute } from "./explorer.ts";
import { fundsRoute } from "./funds.ts";
import { healthRoute } from "./health.ts";
import { keysRoute } from "./keys.ts";
import { listingsRoute } from "./listings.ts";
import { listingTextsRoute } from "./listingTexts.ts";
import { listingTextWriteRoute } from "./listingTextWrite.ts";
import { metricsRoute } from "./metrics.ts";
import { namesRoute } from "./names.ts";
import { notificationSocketRoute } from "./notificationSocket.ts";
import { notificationStreamRoute } from "./notificationStream.ts";
import { notificationsRoute } from "./notifications.ts";
import { notificationsReadRoute } from "./notificationsRead.ts";
import { notificationsUnreadRoute } from "./notificationsUnread.ts";
import { offersRoute } from "./offers.ts";
import { openapiRoute } from "./openapi.ts";
import { orderRoute } from "./order.ts";
import { ordersRoute } from "./orders.ts";
import { orderWithdrawalRoute } from "./orderWithdrawal.ts";
import { refuseInvalid } from "./parse.ts";
import { problemHandler } from "./problem.ts";
import { profileRoute } from "./profile.ts";
import { profileWriteRoute } from "./profileWrite.ts";
import { representation } from "./representation.ts";
import { reputationRoute } from "./reputation.ts";
import { type RequestVariables, requestId } from "./requestId.ts";
import { reviewRoute } from "./review.ts";
import { reviewsRoute } from "./reviews.ts";
import { serverTime } from "./serverTime.ts";
import { describeSessions, signedIn } from "./session.ts";
import { sessionCurrentRoute } from "./sessionCurrent.ts";
import { sessionLogoutRoute } from "./sessionLogout.ts";
import { sessionLogoutEverywhereRoute } from "./sessionLogoutEverywhere.ts";
import { sessionNonceRoute } from "./sessionNonce.ts";
import { sessionRefreshRoute } from "./sessionRefresh.ts";
import { sessionVerifyRoute } from "./sessionVerify.ts";
import { tierLookup } from "./tiers.ts";
import { tradeNoticeRoute } from "./tradeNotice.ts";
import { unwatchRoute } from "./unwatch.ts";
import { watchRoute } from "./watch.ts";
import { watchesRoute } from "./watches.ts";
import { withdrawalsRoute } from "./withdrawals.ts";

/** An app with the request's variables, whose routes describe themselves. */
export type App = OpenAPIHono<{ Variables: RequestVariables }>;

/**
 * The HTTP API. It holds no state: everything is in the services.
 *
 * @param origins - Of the pages that may use it; any by default.
 */
export function createApp(services: Services, { origins = ["*"] }: { origins?: readonly string[] } = {}): App {
  const app: App = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.use(requestId(services.log));
  app.use(services.metrics.timing());
  app.use(secureHeaders({ crossOriginResourcePolicy: "cross-origin" }));
  app.use(crossOrigin(origins));
  app.use("/v1/*", serverTime(services.clock));
  app.use("/v1/*", signedIn(services));
  app.use("/v1/*", services.limits.perCaller(tierLookup(app)));
  app.use(representation);
  app.onError(problemHandler(services.log));
  app.notFound((c) => {
    throw new Refusal("not_found", `There is no ${c.req.method} ${c.req.path}.`);
  });
  addRoutes(app, services);
  return app;
}

/** Adds all routes; none uses a service before a request comes. */
export function addRoutes(app: App, services: Services): void {
  bidsRoute(app, services);
  auctionsRoute(app, services);
  auctionRoute(app, services);
  auctionBidsRoute(app, services);
  auctionStreamRoute(app, services);
  cancellationRoute(app, services);
  fundsRoute(app, services);
  withdrawalsRoute(app, services);
  sessionNonceRoute(app, services);
  sessionVerifyRoute(app, services);
  sessionRefreshRoute(app, services);
  sessionCurrentRoute(app, services);
  sessionLogoutRoute(app, services);
  sessionLogoutEverywhereRoute(app, services);
  notificationsRoute(app, services);
  notificationsUnreadRoute(app, services);
  notificationsReadRoute(app, services);
  notificationStreamRoute(app, services);
  notificationSocketRoute(app, services);
  profileRoute(app, services);
  profileWriteRoute(app, services);
  namesRoute(app, services);
  listingTextWriteRoute(app, services);
  listingTextsRoute(app, services);
  reviewRoute(app, services);
  reviewsRoute(app, services);
  reputationRoute(app, services);
  tradeNoticeRoute(app, services);
  listingsRoute(app, services);
  offersRoute(app, services);
  ordersRoute(app, services);
  orderRoute(app, services);
  orderWithdrawalRoute(app, services);
  watchesRoute(app, services);
  watchRoute(app, services);
  unwatchRoute(app, services);
  keysRoute(app, services);
  healthRoute(app, services);
  metricsRoute(app, services);
  describeSessions(app);
  diagnosticsRoute(app, services);
  openapiRoute(app);
  explorerRoute(app);
}
