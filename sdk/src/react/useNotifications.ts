import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type Address, zeroAddress } from "viem";
import { ConfigurationError } from "../errors/input.ts";
import { patch } from "../query/internal/optimistic.ts";
import { type Notifications, notificationsQueryOptions } from "../query/relayer.ts";
import { patchNotifications } from "../query/stream.ts";
import type { Notification } from "../relayer/accountTypes.ts";
import type { AccountClient } from "../relayer/createAccountClient.ts";
import { usePlaza } from "./plaza.ts";
import { type OpenStream, useStream } from "./useStream.ts";

const POLL_MS = 30_000;

/**
 * What an account was told, live: the stream goes on where the list ends, so that nothing is missed. While it is down the list is asked for every 30
 * seconds. Without the provider's `accounts` nothing is asked, and `markRead` rejects with a ConfigurationError of the field `accounts`.
 *
 * @param account - Signed in with the provider's `accounts`; undefined while nobody is.
 * @param onNotification - Told of each that comes live. Keep it the same between renders.
 *
 * @example
 * ```tsx
 * const { data, markRead, stream } = useNotifications({ account });
 * ```
 */
export function useNotifications({
  account,
  limit,
  onNotification,
}: {
  account: Address | undefined;
  /** How many are kept in view. */
  limit?: number | undefined;
  onNotification?: ((news: Notification) => void) | undefined;
}) {
  // Without it neither the query nor the stream begins.
  const accounts = usePlaza().accounts as AccountClient;
  const queries = useQueryClient();
  const isAsked = account !== undefined && accounts !== undefined;
  const which = useMemo(() => ({ account: account ?? zeroAddress, limit }), [account, limit]);
  const options = notificationsQueryOptions(accounts, which);
  // The stream begins where the list ends.
  const isLoaded = isAsked && queries.getQueryData(options.queryKey) !== undefined;

  const open = useCallback<OpenStream>(
    (health) =>
      accounts.watchNotifications({
        ...health,
        after:
          queries.getQueryData(notificationsQueryOptions(accounts, which).queryKey)?.notifications[0]?.sequence ?? 0,
        onNotification(news) {
          if (patchNotifications(queries, accounts, which, news)) onNotification?.(news);
        },
      }),
    [accounts, which, queries, onNotification],
  );
  const stream = useStream(isLoaded ? open : undefined);

  const query = useQuery({
    ...options,
    enabled: isAsked,
    refetchInterval: stream === "down" || stream === "closed" ? POLL_MS : false,
  });
  const { mutateAsync: markRead } = useMutation({
    networkMode: "always",
    mutationFn: async (read: { sequence: number } | { through: number }) => {
      if (accounts === undefined)
        throw new ConfigurationError({ field: "accounts", expected: "an account client, given to PlazaProvider" });
      return accounts.markRead(read);
    },
    onMutate: (read) => patch(queries, options.queryKey, (before: Notifications) => withRead(before, read)),
    onError: (_error, _read, undo) => undo?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["plaza", "notifications"] }),
  });
  return { ...query, stream, markRead };
}

/** The list with those marked as read that are meant. */
function withRead(list: Notifications, which: { sequence: number } | { through: number }): Notifications {
  const isMeant = ({ sequence, readAt }: Notification) =>
    readAt === null && ("sequence" in which ? sequence === which.sequence : sequence <= which.through);
  const readAt = new Date();
  return {
    notifications: list.notifications.map((one) => (isMeant(one) ? { ...one, readAt } : one)),
    unread: Math.max(0, list.unread - list.notifications.filter(isMeant).length),
  };
}
