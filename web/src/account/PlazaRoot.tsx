import { indexedDbFlowStore } from "@plaza/sdk/flows";
import { type Plaza, PlazaProvider } from "@plaza/sdk/react";
import { type ReactNode, useMemo } from "react";
import { graphql, publicClient, relayer } from "../data/clients.ts";
import { deployment } from "../settings.ts";
import { accountClient } from "./accounts.ts";
import { useTrader } from "./useTrader.ts";

/** What was begun outlives a reload. */
const store = indexedDbFlowStore();

/** Gives the SDK's hooks what this page has: its clients, and the wallet of whoever trades. */
export function PlazaRoot({ children }: { children: ReactNode }): ReactNode {
  const { address, getClient } = useTrader();
  const plaza = useMemo((): Plaza => {
    const accounts = address === undefined ? undefined : accountClient(address);
    return { client: publicClient, deployment, graphql, relayer, store, accounts, getSigner: getClient };
  }, [address, getClient]);
  return <PlazaProvider plaza={plaza}>{children}</PlazaProvider>;
}
