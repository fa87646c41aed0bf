import { useMutation } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { Address } from "viem";
import { signMessage } from "viem/actions";
import { getAction } from "viem/utils";
import { accountOf } from "../actions/internal/accountOf.ts";
import { ConfigurationError } from "../errors/input.ts";
import { usePlaza } from "./plaza.ts";

/** Whether an account has shown the relayer whose it is, and the way there. */
export type Session = {
  isSignedIn: boolean;
  /** The wallet is asked to sign, or the relayer to believe it. */
  isSigning: boolean;
  /** Why it did not work, until it is tried again. */
  error: Error | null;
  /** Has the account sign in with Ethereum, by one signature that costs nothing. */
  signIn(): void;
  /** Ends the session. A relayer that does not answer forgets it later, by itself. */
  signOut(): void;
};

/**
 * An account's session with the relayer, by the provider's `accounts`, which holds that account's tokens: what notifications,
 * profiles and reviews need.
 *
 * @example
 * ```tsx
 * const { isSignedIn, signIn } = useSession({ account });
 * const { data } = useNotifications({ account: isSignedIn ? account : undefined });
 * ```
 */
export function useSession({ account }: { account: Address | undefined }): Session {
  const { accounts, client, getSigner, deployment } = usePlaza();
  const subscribe = useCallback(
    (listener: () => void) => accounts?.onSession(listener) ?? (() => undefined),
    [accounts],
  );
  const isSignedIn = useSyncExternalStore(
    subscribe,
    () => account !== undefined && accounts?.hasSession() === true,
    () => false,
  );
  const { mutate, isPending, error } = useMutation({
    mutationKey: ["plaza", "session", account],
    networkMode: "always",
    mutationFn: async (wanted: "in" | "out") => {
      if (accounts === undefined || account === undefined)
        throw new ConfigurationError({ field: "accounts", expected: "an account client, given to PlazaProvider" });
      if (wanted === "out") return void (await accounts.signOut());
      const signer = getSigner === undefined ? client : await getSigner();
      await accounts.signIn({
        account,
        chainId: deployment.chainId,
        uri: (globalThis as unknown as { location: { href: string } }).location.href,
        signMessage: (message) =>
          getAction(signer, signMessage, "signMessage")({ account: accountOf(undefined, signer), message }),
      });
    },
  });
  const signIn = useCallback(() => mutate("in"), [mutate]);
  const signOut = useCallback(() => mutate("out"), [mutate]);
  return { isSignedIn, isSigning: isPending, error, signIn, signOut };
}
