import { ConfigurationError } from "../../errors/input.ts";
import type { RelayerClient } from "../../relayer/createRelayerClient.ts";
import type { PlanScope, StepScope } from "./scope.ts";
import { within } from "./within.ts";

/** The relayer, which this flow cannot do without. */
export function relayerOf({ relayer }: Pick<PlanScope, "relayer">): RelayerClient {
  if (relayer === undefined) throw new ConfigurationError({ field: "relayer", expected: "a relayer's client" });
  return relayer;
}

/** Asks the wallet for a signature, for as long as somebody may look at it. */
export function signed<value>(
  { enter, timeouts, signal }: StepScope<unknown>,
  sign: () => Promise<value>,
): Promise<value> {
  enter("awaitingSignature");
  return within(sign(), { timeout: timeouts.signature, what: "Nothing was signed in time.", signal });
}
