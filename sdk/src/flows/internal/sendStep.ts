import type { Address, Hash, TransactionReceipt } from "viem";
import { getBlock, getBlockNumber, getTransactionCount } from "viem/actions";
import { getAction } from "viem/utils";
import { explained } from "../../actions/internal/explained.ts";
import { receiptOf } from "../../actions/internal/receipts.ts";
import type { ContractCall, WriteAction } from "../../actions/internal/types.ts";
import { AccountRequiredError } from "../../errors/account.ts";
import { PlazaError } from "../../errors/base.ts";
import { ContractError, type ContractErrorName } from "../../errors/contract/base.ts";
import { ContractRevertError } from "../../errors/contract/revert.ts";
import { FlowAbortedError, StepTimeoutError } from "../../errors/flow.ts";
import { TransactionReplacedError } from "../../errors/transaction.ts";
import { UnexpectedError } from "../../errors/unexpected.ts";
import { InsufficientGasFundsError, UserRejectedError, WrongChainError } from "../../errors/wallet.ts";
import type { FlowRequirement } from "../types.ts";
import { answered, type Look, requireChain } from "./asks.ts";
import type { Attempt } from "./plan.ts";
import { isRefusedFor } from "./rehearse.ts";
import { type Sent, type Step, StepExpired, type StepScope } from "./scope.ts";
import { whatBecame } from "./whatBecame.ts";
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
  /** Refusals for want of what a step gives: it is taken back or used up, so that step is done anew, or for the first time. */
  lacks?: { names: readonly ContractErrorName[]; step: string };
  /** Unix seconds until which what the step before gave is good; where that has passed, it is done anew too. */
  expiresAt?: (scope: StepScope<parameters>) => bigint;
  /** Whether there is anything to do. */
  needed?: (scope: StepScope<parameters>) => Promise<boolean>;
  /** What must hold besides, before the wallet is asked; of a step that leads to another, that the other can come. */
  look?: Look | undefined;
  /** Says of all that is paid what is missing, where a token says it of the part that it was asked for. */
  countMissing?: Look | undefined;
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
  lacks,
  expiresAt,
  needed,
  look,
  countMissing,
}: SendStep<parameters, args, event>): Step<parameters> {
  async function refused(scope: StepScope<parameters>, error: unknown): Promise<never> {
    const isLacking = lacks !== undefined && isRefusedFor(error, lacks.names);
    if (isLacking || (expiresAt !== undefined && (await isOver(scope, expiresAt(scope))))) {
      // Whatever the wallet was asked for would be refused by now.
      await scope.saveAttempt(null);
      throw new StepExpired(error, lacks?.step);
    }
    if (countMissing !== undefined && isRefusedFor(error, ["ERC20InsufficientBalance"]))
      await answered(scope, countMissing(scope));
    throw error;
  }

  return {
    requirement,
    async run(scope): Promise<Sent<object> | null> {
      const { client, account } = scope;
      const args = argsOf(scope);
      const call = action.call({ ...args, account });
      scope.enter("validating");
      const earlier = await whatBecame(scope, call);
      let hash = typeof earlier === "object" ? earlier.hash : undefined;
      if (hash === undefined) {
        if (earlier === undefined && needed !== undefined && !(await answered(scope, needed(scope)))) return null;
        try {
          if (look !== undefined) await answered(scope, look(scope));
          await answered(scope, action.simulate(client, { ...args, account }));
        } catch (error) {
          // It may be refused because what the wallet was asked for before has happened just now.
          const since = typeof earlier === "number" ? await whatBecame(scope, call) : undefined;
          hash = typeof since === "object" ? since.hash : await refused(scope, error);
        }
        hash ??= await ask(scope, action, args, call, typeof earlier === "number" ? earlier : undefined);
      }
      scope.enter("sending");
      const receipt = await mined(scope, hash, call);
      const event = action.extractEvent(receipt.logs, { address: emitter ?? call.to });
      return { hash: receipt.transactionHash, block: receipt.blockNumber, event: keep(event) };
    },
  };
}

async function isOver(scope: StepScope<unknown>, expiresAt: bigint): Promise<boolean> {
  const { timestamp } = await answered(scope, getAction(scope.client, getBlock, "getBlock")({}));
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
  const count = () =>
    getAction(client, getTransactionCount, "getTransactionCount")({ address: account.address, blockTag: "pending" });
  const [nonce, fromBlock] = await answered(
    scope,
    Promise.all([
      earlierNonce ?? count(),
      getAction(client, getBlockNumber, "getBlockNumber")({ cacheTime: 0 }),
      client.chain === undefined && requireChain(scope),
    ]),
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
    if (isRefusal(error)) {
      if (earlierNonce === undefined) await scope.saveAttempt(null);
      throw error;
    }
    if (error instanceof FlowAbortedError || error instanceof StepTimeoutError) throw error;
    // Nobody is told that it was refused, or sold to another, where only the answer to his own was lost.
    const sent = await whatBecame({ ...scope, attempt }, call).catch(() => undefined);
    if (typeof sent === "object") return sent.hash;
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
    const why = explained(undefined, ({ explainReceipt }) => explainReceipt(receipt, client, call, account));
    throw await answered(scope, why);
  } catch (error) {
    if (error instanceof TransactionReplacedError) await scope.saveAttempt(null);
    throw error;
  }
}
