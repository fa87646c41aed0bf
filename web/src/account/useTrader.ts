import { useCallback, useMemo, useState } from "react";
import { type Account, type Address, type Chain, type Client, isAddressEqual, type Transport } from "viem";
import {
  useConfig,
  useConnect,
  useConnection,
  useConnections,
  useConnectors,
  useDisconnect,
  useSwitchChain,
} from "wagmi";
import { getConnectorClient } from "wagmi/actions";
import { chain, isLocal } from "../settings.ts";
import { endSession } from "./accounts.ts";
import { LOCAL_CONNECTOR_ID, type LocalConnectorProperties } from "./localConnector.ts";
import { localPlayers, type PlayerName } from "./players.ts";

/** A client that can sign and send. */
export type TraderClient = Client<Transport, Chain, Account>;

export interface Trader {
  /** Undefined while nobody is connected. */
  address: Address | undefined;
  /** Still finding out who was here last. */
  pending: boolean;
  isPlayer: boolean;
  /** The wallet is on another chain. */
  wrongChain: boolean;
  /** The client to sign and send with; asks the wallet to switch chain when it must. */
  getClient(): Promise<TraderClient>;
}

/** Who trades here, and with what. */
export function useTrader(): Trader {
  const config = useConfig();
  const { address, status, connector, chainId } = useConnection();
  const { mutateAsync: switchChain } = useSwitchChain();
  const wrongChain = chainId !== undefined && chainId !== chain.id;
  const getClient = useCallback(async () => {
    if (wrongChain) await switchChain({ chainId: chain.id });
    return (await getConnectorClient(config, { chainId: chain.id })) as TraderClient;
  }, [config, wrongChain, switchChain]);
  return useMemo(
    () => ({
      address,
      pending: status === "connecting" || status === "reconnecting",
      isPlayer: connector?.id === LOCAL_CONNECTOR_ID,
      wrongChain,
      getClient,
    }),
    [address, status, connector, wrongChain, getClient],
  );
}

/**
 * Counts how often somebody left or became somebody else: what one began, typed or was told is not to be shown to the next. Who signs in goes on
 * with what he has chosen.
 */
export function useTurn(): number {
  const { address } = useConnection();
  const [{ turn, who }, set] = useState({ turn: 0, who: address });
  if (who === address) return turn;
  const next = who === undefined ? turn : turn + 1;
  set({ turn: next, who: address });
  return next;
}

/** Ways to come in, go out and become somebody else. */
export function useAccountSwitch() {
  const connectors = useConnectors();
  const connections = useConnections();
  const { address, connector } = useConnection();
  const { mutate: connect, mutateAsync: connectTo, error, isPending } = useConnect();
  const { mutate: disconnect } = useDisconnect();
  const local = connectors.find(({ id }) => id === LOCAL_CONNECTOR_ID);
  const wallets = connectors.filter(({ id }) => id !== LOCAL_CONNECTOR_ID);
  return {
    play(name: PlayerName) {
      if (local === undefined) return;
      (local as unknown as LocalConnectorProperties).play(name);
      if (connector?.id !== LOCAL_CONNECTOR_ID) connect({ connector: local });
    },
    wallets:
      typeof window !== "undefined" && "ethereum" in window ? wallets : wallets.filter(({ id }) => id !== "injected"),
    /** Rejects where the wallet says no; `error` has why. */
    connectWallet: (wallet: (typeof wallets)[number]) => connectTo({ connector: wallet }),
    // All of them: wagmi would else fall back to the connection before.
    leave: () => {
      if (address !== undefined) void endSession(address);
      for (const connection of connections) disconnect({ connector: connection.connector });
    },
    error,
    isPending,
  };
}

/** What to call an address: the player's name on a local chain, else nothing. */
export function playerLabel(address: Address): string | undefined {
  if (!isLocal) return undefined;
  return localPlayers().find(({ account }) => isAddressEqual(account.address, address))?.label;
}
