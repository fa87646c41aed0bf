import { type Session, useItem, useNotifications, useSession } from "@plaza/sdk/react";
import type { Notification, NotificationItem } from "@plaza/sdk/relayer";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { AccountChoices } from "../../account/AccountMenu.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { useChainNow } from "../../data/clock.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatAgo } from "../../ui/times.ts";
import { describeTrouble } from "../../ui/trouble.ts";
import { shortId } from "../../ui/words.ts";
import { announce, dismiss, forgetToasts, useToasts } from "./toasts.ts";
import { wordsOf } from "./words.ts";
import "./notices.css";

type NewsState = ReturnType<typeof useNotifications>;

/** How many are shown; the relayer keeps all. */
const SHOWN = 50;

/** The bell with everything that the account was told, also while nobody was here. */
export function NewsBell(): ReactNode {
  const { address, isPlayer } = useTrader();
  const session = useSession({ account: address });
  const account = session.isSignedIn ? address : undefined;
  const state = useNotifications({ account, limit: SHOWN, onNotification: announce });
  const [open, setOpen] = useState(false);
  const unread = (account && state.data?.unread) ?? 0;
  // The players of a local chain sign in by themselves: their keys are the page's.
  const { isSignedIn, isSigning, error, signIn } = session;
  useEffect(() => {
    if (isPlayer && !isSignedIn && !isSigning && error === null) signIn();
  }, [isPlayer, isSignedIn, isSigning, error, signIn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person begins without toasts
  useEffect(() => forgetToasts, [account]);
  const close = () => setOpen(false);
  return (
    <Menu
      open={open}
      onOpen={setOpen}
      label="Notifications"
      trigger={
        <button
          type="button"
          className="btn btn-icon"
          data-testid="bell"
          aria-expanded={open}
          aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
          onClick={() => setOpen(!open)}
        >
          <Icon name="bell" />
          {unread > 0 ? <span className="bell-count">{unread > 99 ? "99+" : unread}</span> : null}
        </button>
      }
    >
      {address === undefined ? (
        <>
          <p className="menu-note note-intro">Sales, bids and offers are told here. First say who you are.</p>
          <AccountChoices onPick={close} />
        </>
      ) : session.isSignedIn ? (
        <NewsList state={state} onPick={close} />
      ) : (
        <SignInToNews session={session} />
      )}
    </Menu>
  );
}

/** A wallet is connected, but has not shown whose it is: what an account is told is nobody else's business. */
function SignInToNews({ session: { isSigning, error, signIn } }: { session: Session }): ReactNode {
  return (
    <>
      <p className="menu-head">Notifications</p>
      <p className="menu-note">
        What happens to your items and bids is kept for you, also while you are away. Sign once with your wallet to see
        it. It costs nothing and moves nothing.
      </p>
      <div className="note-sign">
        <button
          type="button"
          className="btn btn-gold btn-wide"
          data-testid="sign-in"
          disabled={isSigning}
          onClick={signIn}
        >
          {isSigning ? "Look at your wallet" : "Sign in with one signature"}
        </button>
        {error === null ? null : (
          <p className="bad" role="alert">
            {describeTrouble(error).message}
          </p>
        )}
      </div>
    </>
  );
}

function NewsList({ state, onPick }: { state: NewsState; onPick: () => void }): ReactNode {
  const { data: news, error, refetch, stream, markRead } = state;
  const mark = (which: Parameters<typeof markRead>[0]) => void markRead(which).catch(() => undefined);
  const now = useChainNow();
  if (news === undefined)
    return error === null ? (
      <p className="menu-note note-intro">Looking for news</p>
    ) : (
      <div className="note-sign note-intro">
        <p className="bad">{describeTrouble(error).message}</p>
        <button type="button" className="btn btn-small" onClick={() => void refetch()}>
          Try again
        </button>
      </div>
    );
  const [newest] = news.notifications;
  return (
    <>
      <div className="note-head">
        <p className="menu-head">Notifications</p>
        {news.unread > 0 && newest !== undefined ? (
          <button
            type="button"
            className="btn btn-small"
            data-testid="mark-all"
            onClick={() => mark({ through: newest.sequence })}
          >
            Mark all as read
          </button>
        ) : null}
      </div>
      {stream === "down" ? <p className="menu-note">Not live at the moment. Trying again.</p> : null}
      {stream === "stale" ? <p className="menu-note">Nothing heard for a while.</p> : null}
      {newest === undefined ? (
        <p className="menu-note">Nothing yet. Sales, outbids, wins and offers show up here, also those you miss.</p>
      ) : (
        <ul className="note-list">
          {news.notifications.map((notification) => (
            <li key={notification.sequence}>
              <NoticeLink
                notification={notification}
                onPick={() => {
                  if (notification.readAt === null) mark({ sequence: notification.sequence });
                  onPick();
                }}
              >
                <NoticeBody notification={notification} />
                <small className="dim nowrap">{formatAgo(notification.happenedAt.getTime() / 1_000, now)}</small>
                {notification.readAt === null ? (
                  <span className="note-dot">
                    <span className="visually-hidden">unread</span>
                  </span>
                ) : null}
              </NoticeLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What just happened, for a few seconds. */
export function Toasts(): ReactNode {
  const toasts = useToasts();
  return (
    <section className="toasts" aria-live="polite" aria-label="What just happened">
      {toasts.map((notification) => (
        <div
          key={notification.sequence}
          className={`toast ${wordsOf(notification).isGood ? "tone-good" : "tone-bad"}`}
          data-testid={`toast-${notification.kind}`}
        >
          <NoticeBody notification={notification} />
          <button type="button" className="close" aria-label="Dismiss" onClick={() => dismiss(notification)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}

function NoticeLink({
  notification,
  onPick,
  children,
}: {
  notification: Notification;
  onPick: () => void;
  children: ReactNode;
}): ReactNode {
  const { target } = wordsOf(notification);
  const common = { className: "menu-item note-item", role: "menuitem", onClick: onPick };
  if (target.to === "auction")
    return (
      <Link to="/auction/$id" params={{ id: target.id }} {...common}>
        {children}
      </Link>
    );
  if (target.to === "credits")
    return (
      <Link to="/credits" {...common}>
        {children}
      </Link>
    );
  const { token, tokenId } = target.item;
  return (
    <Link to="/item/$token/$id" params={{ token, id: tokenId.toString() }} {...common}>
      {children}
    </Link>
  );
}

function NoticeBody({ notification }: { notification: Notification }): ReactNode {
  const { title, text, amount, item } = wordsOf(notification);
  return (
    <>
      {item === undefined ? (
        <span className="note-glyph">
          <Glyph name="coin" />
        </span>
      ) : (
        <Thing item={item} />
      )}
      <span className="grow">
        <span className="toast-title">{title}</span>
        <span className="toast-text note-text">
          {item === undefined ? null : <ThingName item={item} />}
          {text} {amount === undefined ? null : <Price amount={amount} exact />}
        </span>
      </span>
    </>
  );
}

function Thing({ item }: { item: NotificationItem }): ReactNode {
  const { data } = useThing(item);
  return <ItemArt item={data ?? { name: "" }} />;
}

function ThingName({ item }: { item: NotificationItem }): ReactNode {
  const { data } = useThing(item);
  const pieces = item.quantity > 1n ? `${formatCount(item.quantity)} × ` : "";
  return <span className="note-name">{`${pieces}${data?.name ?? shortId(item.tokenId)}`}</span>;
}

/** How an item looks and is called, which does not change. */
function useThing(item: NotificationItem) {
  return useItem(item, { staleTime: Number.POSITIVE_INFINITY });
}
