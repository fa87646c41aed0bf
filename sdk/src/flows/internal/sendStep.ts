import type { Address, Hash, TransactionReceipt } from "viem";
import { getBlock, getBlockNumber, getTransactionCount } from "viem/actions";
import { getAction } from "viem/utils";
import { explained } from "../../actions/internal/explained.ts";
import { receiptOf } from "../../actions/internal/receipts.ts";
import type { ContractCall, WriteAction } from "../../actions/internal/types.ts";
import { AccountRequiredError } from "../../errors/account.ts";
import { PlazaError } from "../../errors/base.ts";
import { ContractError } from "../../errors/contract/base.ts";
import { ContractRevertError } from "../../errors/contract/revert.ts";
import { TransactionReplacedError } from "../../errors/transaction.ts";
import { UnexpectedError } from "../../errors/unexpected.ts";
import { InsufficientGasFundsError, UserRejectedError, WrongChainError } from "../../errors/wallet.ts";
import type { FlowRequirement } from "../types.ts";
import type { Attempt } from "./plan.ts";
import { type Sent, type Step, StepExpired, type StepScope } from "./scope.ts";
import { SLOW_CHAIN, whatBecame } from "./whatBecame.ts";
import { within } from "./within.ts";

/**
 * Refusals after which nothing can be on its way: the wallet was asked, and sent nothing. A nonce that is taken is none of them, since a node
 * that knows the transaction already says so too.
 */
const refusals = [
  UserRejectedError,
  WrongChainError,
  AccountRequiredError,
  InsufficientGasFundsError,
  ContractError,
  ContractRevertError,
];

/** Whether nothing was sent for sure: a reason that was guessed at afterwards, by asking the chain, says nothing of it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof PlazaError &&
  refusals.some((refusal) => error instanceof refusal) &&
  error.walk((cause) => cause instanceof UnexpectedError) === null;

type SendStep<parameters, args extends object, event extends object> = {
  requirement: FlowRequirement;
  action: WriteAction<args, ContractCall, event>;
  /** The same each time, or what was sent before would not be known again. */
  args: (scope: StepScope<parameters>) => args;
  /** The contract that must have told of it; the one that is called by default. */
  emitter?: Address | undefined;
  /** What is kept of its event, where JSON and bigints cannot say all of it. */
  keep?: (event: event) => object;
  /** Unix seconds until which what the step before gave is good; where that has passed, the step before is done anew. */
  expiresAt?: (scope: StepScope<parameters>) => bigint;
  /** Whether there is anything to do. */
  needed?: (scope: StepScope<parameters>) => Promise<boolean>;
};

/**
 * One transaction, at most once whatever happens: its nonce is saved before the wallet is asked, so that a second one could only take
 * the place of the first. After a reload the chain tells what became of it: by its hash where the wallet told one, else by its nonce.
 */
export function sendStep<parameters, args extends object, event extends object>({
  requirement,
  action,
  args: argsOf,
  emitter,
  keep = (event) => event,
  expiresAt,
  needed,
}: SendStep<parameters, args, event>): Step<parameters> {
  return {
    requirement,
    async run(scope): Promise<Sent<object> | null> {
      const { client, account, signal, timeouts } = scope;
      const args = argsOf(scope);
      const call = action.call({ ...args, account });
      scope.enter("validating");
      const earlier = await whatBecame(scope, call);
      let hash = typeof earlier === "object" ? earlier.hash : undefined;
      if (hash === undefined) {
        const chain = { timeout: timeouts.request, what: SLOW_CHAIN, signal };
        if (earlier === undefined && needed !== undefined && !(await within(needed(scope), chain))) return null;
        try {
          await within(action.simulate(client, { ...args, account }), chain);
        } catch (error) {
          if (expiresAt === undefined || !(await isOver(scope, expiresAt(scope)))) throw error;
          // Whatever the wallet was asked for would be refused by now.
          await scope.saveAttempt(null);
          throw new StepExpired();
        }
        hash = await ask(scope, action, args, call, typeof earlier === "number" ? earlier : undefined);
      }
      scope.enter("sending");
      const receipt = await mined(scope, hash, call);
      const event = action.extractEvent(receipt.logs, { address: emitter ?? call.to });
      return { hash: receipt.transactionHash, block: receipt.blockNumber, event: keep(event) };
    },
  };
}

async function isOver({ client, timeouts, signal }: StepScope<unknown>, expiresAt: bigint): Promise<boolean> {
  const chain = { timeout: timeouts.request, what: SLOW_CHAIN, signal };
  const { timestamp } = await within(getAction(client, getBlock, "getBlock")({}), chain);
  return timestamp >= expiresAt;
}

/** Asks the wallet, with the nonce saved first and the hash afterwards. */
async function ask<parameters, args extends object, event>(
  scope: StepScope<parameters>,
  action: WriteAction<args, ContractCall, event>,
  args: args,
  call: ContractCall,
  earlierNonce: number | undefined,
): Promise<Hash> {
  const { client, account, signal, timeouts } = scope;
  const [nonce, fromBlock] = await within(
    Promise.all([
      earlierNonce ??
        getAction(
          client,
          getTransactionCount,
          "getTransactionCount",
        )({ address: account.address, blockTag: "pending" }),
      getAction(client, getBlockNumber, "getBlockNumber")({ cacheTime: 0 }),
    ]),
    { timeout: timeouts.request, what: SLOW_CHAIN, signal },
  );
  const since = scope.attempt?.nonce === nonce ? scope.attempt.fromBlock : fromBlock;
  const attempt: Attempt = { nonce, fromBlock: since, to: call.to, data: call.data };
  await scope.saveAttempt(attempt);
  scope.enter("awaitingSignature");
  const timeout = { timeout: timeouts.signature, what: "Nothing was signed in time.", signal };
  const asked = action(client, { ...args, account, nonce });
  // Whoever signs after it was given up: the hash is kept, for the next try to find.
  const saved = asked.then(async (hash) => {
    await scope.saveAttempt({ ...attempt, hash });
    return hash;
  });
  try {
    return await within(saved, timeout);
  } catch (error) {
    saved.catch(() => undefined);
    if (earlierNonce === undefined && isRefusal(error)) await scope.saveAttempt(null);
    throw error;
  }
}

async function mined<parameters>(
  scope: StepScope<parameters>,
  hash: Hash,
  call: ContractCall,
): Promise<TransactionReceipt> {
  const { client, account, signal, timeouts } = scope;
  try {
    const receipt = await within(receiptOf(client, hash, { timeout: timeouts.block }), {
      timeout: timeouts.block + timeouts.request,
      what: "The transaction was sent, but is in no block yet.",
      signal,
    });
    if (receipt.status === "success") return receipt;
    await scope.saveAttempt(null);
    throw await explained(undefined, ({ explainReceipt }) => explainReceipt(receipt, client, call, account));
  } catch (error) {
    if (error instanceof TransactionReplacedError) await scope.saveAttempt(null);
    throw error;
  }
}
