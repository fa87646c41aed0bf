import { getChainId } from "viem/actions";
import { getAction } from "viem/utils";
import { ConfigurationError } from "../../errors/input.ts";
import { WrongChainError } from "../../errors/wallet.ts";
import type { RelayerClient } from "../../relayer/createRelayerClient.ts";
import type { PlanScope, StepScope } from "./scope.ts";
import { within } from "./within.ts";

export const SLOW_CHAIN = "The chain did not answer in time.";
const SLOW_RELAYER = "The relayer did not answer in time.";

type Asker = Pick<StepScope<unknown>, "timeouts" | "signal">;

/** What must hold before the wallet is asked for anything: throws what does not. */
export type Look = (scope: PlanScope) => Promise<unknown>;

/** Asks the chain, for as long as it may take to answer. */
export function answered<value>(
  { timeouts, signal }: Asker,
  answer: Promise<value>,
  what: string = SLOW_CHAIN,
): Promise<value> {
  return within(answer, { timeout: timeouts.request, what, signal });
}

/** The relayer, which this flow cannot do without. */
export function relayerOf({ relayer }: Pick<PlanScope, "relayer">): RelayerClient {
  if (relayer === undefined) throw new ConfigurationError({ field: "relayer", expected: "a relayer's client" });
  return relayer;
}

/** Asks the relayer, for as long as it may take to answer. */
export function requested<value>(
  scope: Asker & Pick<PlanScope, "relayer">,
  ask: (relayer: RelayerClient, options: { signal: AbortSignal }) => Promise<value>,
): Promise<value> {
  return answered(scope, ask(relayerOf(scope), { signal: scope.signal }), SLOW_RELAYER);
}

/** Asks the wallet for a signature, for as long as somebody may look at it. */
export async function signed<value>(scope: StepScope<unknown>, look: Look, sign: () => Promise<value>): Promise<value> {
  const { enter, timeouts, signal } = scope;
  enter("validating");
  await answered(scope, Promise.all([look(scope), requireChain(scope)]));
  enter("awaitingSignature");
  return within(sign(), { timeout: timeouts.signature, what: "Nothing was signed in time.", signal });
}

/**
 * A wallet may have moved to another chain since its page was made. viem asks it before it sends, where the client names a chain; for a
 * signature nobody does, and wallets refuse that in words of their own. A key at hand signs for the chain that it is told.
 */
export async function requireChain({ client, account, deployment }: PlanScope): Promise<void> {
  if (account.type !== "json-rpc" && client.chain !== undefined) return;
  if ((await getAction(client, getChainId, "getChainId")({})) !== deployment.chainId) throw new WrongChainError();
}
