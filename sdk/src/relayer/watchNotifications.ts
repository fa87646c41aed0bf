import { RelayerSessionExpiredError } from "../errors/relayer.ts";
import { parseJson } from "../http/decode.ts";
import type { HttpSettings } from "../http/request.ts";
import { notification } from "./accountDecoders.ts";
import type { Notification } from "./accountTypes.ts";
import { followEvents, notify, type WatchParameters } from "./followEvents.ts";

export type WatchNotificationsParameters = WatchParameters & {
  /** The last sequence number that was seen: what came after it comes first. @default 0 */
  after?: number | undefined;
  /** Called with each notification, once and in order. */
  onNotification: (notification: Notification) => void;
};

/** Follows notifications over server-sent events, and goes on after an interruption where it was. */
export function watchNotifications(
  settings: HttpSettings,
  /** The token to ask with; another than the last one where that was refused. */
  accessToken: (isRefused: boolean) => Promise<string>,
  parameters: WatchNotificationsParameters,
): () => void {
  let last = parameters.after ?? 0;
  let isRefused = false;
  return followEvents(
    settings,
    {
      url: `${settings.url}/v1/notifications/stream`,
      async headers() {
        const token = await accessToken(isRefused);
        isRefused = false;
        return { authorization: `Bearer ${token}`, "last-event-id": String(last) };
      },
      isLiveOnceOpen: true,
      onEvent({ event, data }) {
        if (event !== "notification") return;
        const news = notification(parseJson(data), "");
        if (news.sequence <= last) return;
        last = news.sequence;
        notify(() => parameters.onNotification(news));
      },
      canHeal(failure) {
        // The next try brings a new token, or finds that the session is over. One instance's clock may go wrong, and another's not.
        const isExpired = failure instanceof RelayerSessionExpiredError;
        isRefused ||= isExpired;
        return isExpired || failure.retryable;
      },
    },
    parameters,
  );
}
