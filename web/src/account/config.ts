import { createConfig, http, injected } from "wagmi";
import { chain, isLocal } from "../settings.ts";
import { localPlayersConnector } from "./localConnector.ts";

/** Wallets that the page offers: the funded players on a local chain, and whatever the browser injects. */
export const wagmiConfig = createConfig({
  chains: [chain],
  connectors: isLocal ? [localPlayersConnector(), injected()] : [injected()],
  transports: { [chain.id]: http(undefined, { retryCount: 1, timeout: 8_000 }) },
  pollingInterval: 1_000,
});

declare module "wagmi" {
  interface Register {
    config: typeof wagmiConfig;
  }
}
