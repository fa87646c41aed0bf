import type { Notification, WatchStatus } from "@plaza/sdk/relayer";
import { queryOptions, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { Address } from "viem";
import { accountClient } from "../../account/session.ts";
import { type News, SHOWN, withNotification, withRead } from "./news.ts";
import { announce, forgetToasts } from "./toasts.ts";

function newsQuery(account: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza-news", account],
    queryFn:
      account === undefined
        ? skipToken
        : ({ signal }): Promise<News> => accountClient(account).getNotifications({ limit: SHOWN, signal }),
    // The stream keeps it fresh.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/**
 * What an account was told, from before it came and live. The stream goes on where the list ended, so nothing is missed in between.
 *
 * @param account - Signed in; undefined while nobody is.
 */
export function useNews(account: Address | undefined) {
  const queries = useQueryClient();
  const { data: news, error, refetch } = useQuery(newsQuery(account));
  const [stream, setStream] = useState<WatchStatus>("connecting");
  const isLoaded = news !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another person begins without toasts
  useEffect(() => forgetToasts, [account]);
  useEffect(() => {
    if (account === undefined || !isLoaded) return undefined;
    const { queryKey } = newsQuery(account);
    const known = queries.getQueryData(queryKey)?.notifications[0]?.sequence ?? 0;
    return accountClient(account).watchNotifications({
      after: known,
      onStatus: setStream,
      onNotification(notification) {
        queries.setQueryData(queryKey, (before) => before && withNotification(before, notification));
        announce(notification);
        // What it tells of has changed what the page shows elsewhere.
        void queries.invalidateQueries({ queryKey: ["plaza"] });
      },
    });
  }, [account, isLoaded, queries]);

  const mark = useCallback(
    async (which: { sequence: number } | { through: number }) => {
      if (account === undefined) return;
      const { queryKey } = newsQuery(account);
      const isMeant = ({ sequence }: Notification) =>
        "sequence" in which ? sequence === which.sequence : sequence <= which.through;
      queries.setQueryData(queryKey, (before) => before && withRead(before, isMeant, new Date()));
      try {
        const unread = await accountClient(account).markRead(which);
        queries.setQueryData(queryKey, (before) => before && { ...before, unread });
      } catch {
        // Unread it stays: the list says so again.
        await queries.invalidateQueries({ queryKey });
      }
    },
    [account, queries],
  );
  return { news, error, refetch, stream, mark };
}
