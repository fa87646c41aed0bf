import type { Notification } from "@plaza/sdk/relayer";

/** What an account was told: the newest first, and how many it has not read, older ones included. */
export interface News {
  notifications: readonly Notification[];
  unread: number;
}

/** How many the page shows; the relayer keeps all. */
export const SHOWN = 50;

/** The news with one more. What is known already changes nothing. */
export function withNotification(news: News, notification: Notification): News {
  const [newest] = news.notifications;
  if (newest !== undefined && notification.sequence <= newest.sequence) return news;
  return {
    notifications: [notification, ...news.notifications].slice(0, SHOWN),
    unread: news.unread + (notification.readAt === null ? 1 : 0),
  };
}

/** The news with those marked as read that `isMeant` says. */
export function withRead(news: News, isMeant: (notification: Notification) => boolean, at: Date): News {
  const read = news.notifications.filter((one) => one.readAt === null && isMeant(one));
  return {
    notifications: news.notifications.map((one) => (read.includes(one) ? { ...one, readAt: at } : one)),
    unread: Math.max(0, news.unread - read.length),
  };
}
