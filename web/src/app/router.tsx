import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { AuctionPage } from "../features/auction/AuctionPage.tsx";
import { AuctionsPage } from "../features/auction/AuctionsPage.tsx";
import { readAuctionsSearch } from "../features/auction/search.ts";
import { BrowsePage } from "../features/browse/BrowsePage.tsx";
import { CreditsPage } from "../features/credits/CreditsPage.tsx";
import { ItemPage } from "../features/item/ItemPage.tsx";
import { ListingPage } from "../features/item/ListingPage.tsx";
import { MePage } from "../features/me/MePage.tsx";
import { readMeSearch } from "../features/me/search.ts";
import { Crashed, Lost } from "./Lost.tsx";
import { Shell } from "./Shell.tsx";
import { parseSearch, stringifySearch } from "./searchCodec.ts";

const root = createRootRoute({ component: Shell, notFoundComponent: Lost, errorComponent: Crashed });

const browse = createRoute({
  getParentRoute: () => root,
  path: "/",
  // The SDK reads and writes it; the router keeps it as it is.
  validateSearch: (raw): Record<string, string> =>
    Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)])),
  component: BrowsePage,
});
const item = createRoute({ getParentRoute: () => root, path: "/item/$token/$id", component: ItemPage });
const listing = createRoute({ getParentRoute: () => root, path: "/listing/$id", component: ListingPage });
const auctions = createRoute({
  getParentRoute: () => root,
  path: "/auctions",
  validateSearch: readAuctionsSearch,
  component: AuctionsPage,
});
const auction = createRoute({ getParentRoute: () => root, path: "/auction/$id", component: AuctionPage });
const me = createRoute({ getParentRoute: () => root, path: "/me", validateSearch: readMeSearch, component: MePage });
const credits = createRoute({ getParentRoute: () => root, path: "/credits", component: CreditsPage });

export const router = createRouter({
  routeTree: root.addChildren([browse, item, listing, auctions, auction, me, credits]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: false,
  // Within the shell: whoever meets it can still go elsewhere.
  defaultErrorComponent: Crashed,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
