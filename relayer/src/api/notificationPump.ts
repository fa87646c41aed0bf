import type { StoredNotice } from "../domain/notices.ts";
import { listNoticesAfter } from "../infra/database/notices.ts";
import type { Services } from "../services.ts";
import type { ProvenSession } from "../sessions/sessions.ts";

/** Where a stream's notifications go; each call resolves once the subscriber has taken it. */
export type NotificationSink = {
  send(notice: StoredNotice): Promise<void>;
  /** A sign of life. */
  beat(): Promise<void>;
  readonly isClosed: boolean;
};

const HEARTBEAT_MS = 15_000;
const PAGE = 100;

/**
 * Sends an account's notifications after a sequence number, and what comes then, until its session's token expires: whoever is
 * there still comes back with a new one. They are read from the database as the subscriber takes them, so nothing piles up.
 *
 * @param opened - Given a function that ends it.
 */
export async function pumpNotifications(
  { database, noticeHub, sessions, now }: Pick<Services, "database" | "noticeHub" | "sessions" | "now">,
  session: ProvenSession,
  after: number,
  sink: NotificationSink,
  opened: (close: () => void) => void,
): Promise<void> {
  const { account } = session;
  const watch = noticeHub.watch(account, session.id);
  opened(() => watch.close());
  let last = after;
  try {
    for (;;) {
      const left = session.accessExpiresAt - now();
      if (left <= 0 || sink.isClosed) return;
      const news = await watch.next(Math.min(HEARTBEAT_MS, left));
      if (news === "closed" || sink.isClosed) return;
      // It may have been ended at another instance, of which nobody tells this one.
      if (!(await sessions.goesOn(session))) return;
      if (news === "timeout") await sink.beat();
      for (;;) {
        const notices = await listNoticesAfter(database, { account, after: last, limit: PAGE });
        for (const notice of notices) {
          await sink.send(notice);
          if (sink.isClosed) return;
          last = notice.sequence;
        }
        if (notices.length < PAGE) break;
      }
    }
  } finally {
    watch.close();
  }
}
