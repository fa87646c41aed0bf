import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { AccountMenu } from "../account/AccountMenu.tsx";
import { useTurn } from "../account/useTrader.ts";
import { ChainPulse } from "../data/ChainPulse.tsx";
import { NewsBell, Toasts } from "../features/notices/Notices.tsx";
import { Unfinished } from "../features/unfinished/Unfinished.tsx";
import { Glyph } from "../ui/Glyph.tsx";
import { ArtDefinitions } from "../ui/ItemArt.tsx";

const PLACES = [
  { to: "/", label: "Market", glyph: "market" },
  { to: "/auctions", label: "Auctions", glyph: "gavel" },
  { to: "/me", label: "My items", glyph: "chest" },
  { to: "/credits", label: "My Credits", glyph: "coin" },
] as const;

/** What stands around every page: the sign, the ways, the purse, the news. */
export function Shell(): ReactNode {
  const turn = useTurn();
  const content = useFocusOnArrival();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <ArtDefinitions />
      <header className="topbar">
        <div className="topbar-in">
          <Link to="/" className="brand" aria-label="Plaza, to the market">
            <BrandMark />
            Plaza
          </Link>
          <nav className="nav" aria-label="Main">
            {PLACES.map(({ to, label }) => (
              <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
                {label}
              </Link>
            ))}
          </nav>
          <div className="topbar-end">
            <NewsBell />
            <AccountMenu />
          </div>
        </div>
      </header>
      <main className="page" id="content" tabIndex={-1} ref={content}>
        <Unfinished />
        <Outlet key={turn} />
      </main>
      <Toasts />
      <footer className="foot">
        <div className="foot-in">
          <ChainPulse />
          <span>
            Pictures by the authors of game-icons.net (CC BY 3.0). Equipment from the System Reference Document 5.1 (CC
            BY 4.0).
          </span>
        </div>
      </footer>
      <nav className="tabbar" aria-label="Main, at the bottom">
        {PLACES.map(({ to, label, glyph }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
            <Glyph name={glyph} />
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** Who goes to another page with the keyboard, or hears it, is at its beginning then, and not at the link that is gone. */
function useFocusOnArrival() {
  const place = useLocation({ select: ({ pathname }) => pathname });
  const content = useRef<HTMLElement>(null);
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    content.current?.focus({ preventScroll: true });
  }, [place]);
  return content;
}

function BrandMark(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 1.5 29 9v14L16 30.5 3 23V9z" fill="#171b29" stroke="#e9bd5f" strokeWidth="1.6" />
      <path d="M16 7l7.5 4.5L16 25 8.5 11.5z" fill="#c98c2c" />
      <path d="M16 7v18L8.5 11.5z" fill="#ffdf94" />
    </svg>
  );
}
