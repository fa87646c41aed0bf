import { Link } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import { useTrader } from "../../account/useTrader.ts";
import { useChainNow } from "../../data/clock.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatAgo } from "../../ui/times.ts";
import type { Notice } from "./derive.ts";
import { dismiss, markRead, useNews } from "./store.ts";
import { useNewsWatch } from "./useNewsWatch.ts";
import "./notices.css";

const TITLES: Record<Notice["kind"], string> = {
  sold: "Sold",
  outbid: "You have been outbid",
  won: "You won",
  lost: "Won by somebody else",
  returned: "Ended without a sale",
  newBid: "New bid on your auction",
};
const GOOD: readonly Notice["kind"][] = ["sold", "won", "newBid"];

/** The bell with the news of this visit. */
export function NewsBell(): ReactNode {
  const { address } = useTrader();
  useNewsWatch(address);
  const { list, unread } = useNews();
  const now = useChainNow();
  const [open, setOpen] = useState(false);
  const toggle = useCallback((next: boolean) => {
    setOpen(next);
    if (next) markRead();
  }, []);
  return (
    <Menu
      open={open}
      onOpen={toggle}
      label="News"
      trigger={
        <button
          type="button"
          className="btn btn-icon"
          aria-expanded={open}
          aria-label={unread > 0 ? `News, ${unread} unread` : "News"}
          onClick={() => toggle(!open)}
        >
          <Icon name="bell" />
          {unread > 0 ? <span className="bell-count">{unread}</span> : null}
        </button>
      }
    >
      <p className="menu-head">Since you came</p>
      {list.length === 0 ? (
        <p className="menu-note">Nothing yet. Sales, outbids and wins show up here.</p>
      ) : (
        <ul className="note-list">
          {list.map((notice) => (
            <li key={notice.id}>
              <NoticeLink notice={notice} onPick={() => setOpen(false)}>
                <NoticeBody notice={notice} />
                <small className="dim nowrap">{formatAgo(notice.at, now)}</small>
              </NoticeLink>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}

/** What just happened, for a few seconds. */
export function Toasts(): ReactNode {
  const { toasts } = useNews();
  return (
    <section className="toasts" aria-live="polite" aria-label="What just happened">
      {toasts.map((notice) => (
        <div
          key={notice.id}
          className={`toast ${GOOD.includes(notice.kind) ? "tone-good" : "tone-bad"}`}
          data-testid={`toast-${notice.kind}`}
        >
          <NoticeBody notice={notice} />
          <button type="button" className="close" aria-label="Dismiss" onClick={() => dismiss(notice.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}

function NoticeLink({
  notice,
  onPick,
  children,
}: {
  notice: Notice;
  onPick: () => void;
  children: ReactNode;
}): ReactNode {
  if (notice.auction !== undefined) {
    return (
      <Link
        to="/auction/$id"
        params={{ id: notice.auction }}
        className="menu-item note-item"
        role="menuitem"
        onClick={onPick}
      >
        {children}
      </Link>
    );
  }
  return (
    <Link to="/me" search={{ tab: "history" }} className="menu-item note-item" role="menuitem" onClick={onPick}>
      {children}
    </Link>
  );
}

function NoticeBody({ notice }: { notice: Notice }): ReactNode {
  return (
    <>
      {notice.item === undefined ? <span /> : <ItemArt item={notice.item} />}
      <span className="grow">
        <span className="toast-title">{TITLES[notice.kind]}</span>
        <span className="toast-text note-text">
          {notice.item?.name} {notice.amount === undefined ? null : <Price amount={notice.amount} />}
        </span>
      </span>
    </>
  );
}
