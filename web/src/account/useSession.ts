import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { signMessage } from "viem/actions";
import { chain } from "../settings.ts";
import { accountClient, hasSession, onSessions } from "./session.ts";
import { useTrader } from "./useTrader.ts";

export interface Session {
  isSignedIn: boolean;
  /** The wallet is asked to sign, or the relayer to believe it. */
  isSigning: boolean;
  error: unknown;
  signIn(): Promise<void>;
}

/** The session of who trades here. The players of a local chain sign in by themselves: their keys are the page's. */
export function useSession(): Session {
  const { address, isPlayer, getClient } = useTrader();
  const isSignedIn = useSyncExternalStore(onSessions, () => hasSession(address));
  const [isSigning, setSigning] = useState(false);
  const [error, setError] = useState<unknown>();

  const signIn = useCallback(async () => {
    if (address === undefined) return;
    setSigning(true);
    setError(undefined);
    try {
      const client = await getClient();
      await accountClient(address).signIn({
        account: address,
        chainId: chain.id,
        uri: location.href,
        signMessage: (message) => signMessage(client, { message }),
      });
    } catch (failure) {
      setError(failure);
    } finally {
      setSigning(false);
    }
  }, [address, getClient]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has not failed yet
  useEffect(() => setError(undefined), [address]);
  useEffect(() => {
    if (isPlayer && !isSignedIn && !isSigning && error === undefined) void signIn();
  }, [isPlayer, isSignedIn, isSigning, error, signIn]);
  return { isSignedIn, isSigning, error, signIn };
}
