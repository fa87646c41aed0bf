import { PlazaError, type Recovery, UserRejectedError } from "@plaza/sdk";
import { BaseError, UserRejectedRequestError } from "viem";

/** An error in words for a player, and the one thing to do about it. */
export interface TroubleWords {
  message: string;
  recovery: Recovery | undefined;
  /** The person said no himself: nothing to be alarmed about. */
  declined: boolean;
}

/** What wagmi says of wallets, by the names of its errors, which are not viem's. */
const WALLET_WORDS: Readonly<Record<string, readonly [message: string, recovery: Recovery]>> = {
  ConnectorNotConnectedError: ["Your wallet is not connected any more.", "connect_wallet"],
  ConnectorAccountNotFoundError: ["Your wallet does not offer this account any more.", "connect_wallet"],
  ConnectorUnavailableReconnectingError: ["Your wallet is still being connected.", "retry"],
  ConnectorChainMismatchError: ["Your wallet is on another network.", "switch_chain"],
  SwitchChainNotSupportedError: ["Your wallet cannot change its network by itself: change it there.", "retry"],
  ProviderNotFoundError: ["This browser has no such wallet.", "connect_wallet"],
};

/** Says what happened in human words. Only what nobody expected falls back to a plain sentence. */
export function describeTrouble(error: unknown): TroubleWords {
  const isRefusal = (cause: unknown) => cause instanceof UserRejectedRequestError || cause instanceof UserRejectedError;
  if (error instanceof BaseError && error.walk(isRefusal) !== null) {
    return { message: "You declined in your wallet.", recovery: "retry", declined: true };
  }
  if (error instanceof PlazaError) return { message: error.shortMessage, recovery: error.recovery, declined: false };
  if (error instanceof BaseError) {
    const offline =
      error.walk((cause) => cause instanceof Error && /fetch|network|timeout/i.test(cause.message)) !== null;
    return offline
      ? { message: "The chain does not answer.", recovery: "check_connection", declined: false }
      : { message: error.shortMessage, recovery: "retry", declined: false };
  }
  const known =
    error instanceof Error && Object.hasOwn(WALLET_WORDS, error.name) ? WALLET_WORDS[error.name] : undefined;
  if (known !== undefined) return { message: known[0], recovery: known[1], declined: false };
  return { message: "Something went wrong on this page.", recovery: "retry", declined: false };
}
