import {
  createGraphqlClient,
  createRelayerClient,
  type GraphqlClient,
  type PlazaDeployment,
  type PlazaDomain,
  plazaActions,
  type RelayerClient,
} from "@plaza/sdk";
import { createTestClient, createWalletClient, http, publicActions } from "viem";
import { hardhat } from "viem/chains";
import { localAccount, parts, players } from "../lib/accounts.ts";
import type { Stack } from "../lib/stack.ts";

/** Milliseconds between two looks at the chain. */
const POLLING_INTERVAL = 50;

function createActor(name: string, index: number, { rpcUrl, deployment }: Stack) {
  const account = localAccount(index);
  const client = createWalletClient({
    account,
    chain: hardhat,
    transport: http(rpcUrl),
    pollingInterval: POLLING_INTERVAL,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(plazaActions(deployment));
  return { name, address: account.address, plaza: client };
}

/** Somebody of the story, with his own key. */
export type Actor = ReturnType<typeof createActor>;

/** What the story is played in: who acts, and whom to ask. */
export type World = {
  /** The studio: mints, and is nobody's friend. */
  studio: Actor;
  alice: Actor;
  bob: Actor;
  carol: Actor;
  dave: Actor;
  erin: Actor;
  treasury: Actor;
  deployment: PlazaDeployment;
  domain: PlazaDomain;
  graphql: GraphqlClient;
  relayer: RelayerClient;
  /** Lets the chain's clock jump ahead. */
  passTime(seconds: number): Promise<void>;
  /** The chain's clock, in unix seconds. */
  now(): Promise<bigint>;
};

export function createWorld(stack: Stack): World {
  const { deployment, rpcUrl, graphqlUrl, relayerUrl } = stack;
  const player = (name: string) => createActor(name, players.findIndex((one) => one.name === name) + 1, stack);
  const studio = createActor("the studio", parts.admin, stack);
  const time = createTestClient({ mode: "hardhat", chain: hardhat, transport: http(rpcUrl) });
  return {
    studio,
    alice: player("alice"),
    bob: player("bob"),
    carol: player("carol"),
    dave: player("dave"),
    erin: player("erin"),
    treasury: createActor("the treasury", parts.treasury, stack),
    deployment,
    domain: { chainId: deployment.chainId, marketplace: deployment.marketplace },
    graphql: createGraphqlClient({ url: graphqlUrl }),
    relayer: createRelayerClient({ url: relayerUrl }),
    async passTime(seconds) {
      await time.increaseTime({ seconds });
      await time.request({ method: "evm_mine", params: undefined });
    },
    now: async () => (await studio.plaza.getBlock()).timestamp,
  };
}
