import { createContext, createElement, type ReactNode, useContext } from "react";
import type { PlazaClient } from "../actions/internal/types.ts";
import { ConfigurationError } from "../errors/input.ts";
import type { FlowContext } from "../flows/types.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type { AccountClient } from "../relayer/createAccountClient.ts";
import type { RelayerClient } from "../relayer/createRelayerClient.ts";

/** What the hooks work with. Keep it the same object between renders (`useMemo`): hooks begin anew with another one. */
export type Plaza = FlowContext & {
  graphql: GraphqlClient;
  relayer: RelayerClient;
  /** For what needs a session: notifications. */
  accounts?: AccountClient | undefined;
  /**
   * Gives the client that signs, right before a flow is planned: the place to connect a wallet, or to have it switch chain. Where given,
   * `client` only reads, and stays the same whoever is connected.
   */
  getSigner?: (() => Promise<PlazaClient>) | undefined;
};

const PlazaContext = createContext<Plaza | undefined>(undefined);

/**
 * Gives all hooks beneath it their clients. A `QueryClientProvider` of TanStack Query stands above it.
 *
 * @example
 * ```tsx
 * <QueryClientProvider client={queryClient}>
 *   <PlazaProvider plaza={plaza}>
 *     <Shop />
 *   </PlazaProvider>
 * </QueryClientProvider>
 * ```
 */
export function PlazaProvider({ plaza, children }: { plaza: Plaza; children?: ReactNode }): ReactNode {
  return createElement(PlazaContext.Provider, { value: plaza }, children);
}

/**
 * The clients that the provider above was given.
 *
 * @throws ConfigurationError where there is none.
 *
 * @example
 * ```ts
 * const { client, deployment } = usePlaza();
 * ```
 */
export function usePlaza(): Plaza {
  const plaza = useContext(PlazaContext);
  if (plaza === undefined)
    throw new ConfigurationError({ field: "PlazaProvider", expected: "one above this component" });
  return plaza;
}
