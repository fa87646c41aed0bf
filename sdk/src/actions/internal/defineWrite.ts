import type { Account, Address, Hash, Log } from "viem";
import { estimateContractGas, simulateContract, writeContract } from "viem/actions";
import { getAction } from "viem/utils";
import { accountOf } from "./accountOf.ts";
import { fields } from "./contractCall.ts";
import { explained } from "./explained.ts";
import { receiptOf } from "./receipts.ts";
import type {
  ContractCall,
  PlazaClient,
  SimulateReturnType,
  SyncOptions,
  SyncReturnType,
  TransactionOptions,
  WriteAction,
} from "./types.ts";

export type WriteDefinition<args extends object, call extends ContractCall, event> = {
  /** Builds the call. `sender` gives the address of who sends it, and throws when nobody is at hand. */
  call: (args: args, sender: () => Address) => call;
  /** Reads what a transaction did from its logs. */
  extract: (logs: readonly Log[], emitter: Address | undefined) => event;
  /** The contract that emits it; the one that is called by default. */
  emitter?: ((args: args) => Address) | undefined;
};

/** Makes a write of the definition of its call and its event: everything else is the same for all of them. */
export function defineWrite<args extends object, call extends ContractCall, event extends object>({
  call: build,
  extract,
  emitter,
}: WriteDefinition<args, call, event>): WriteAction<args, call, event> {
  type Parameters = args & TransactionOptions;

  type Prepared = { account: Account; call: call };

  async function prepare(client: PlazaClient, parameters: Parameters): Promise<Prepared> {
    const account = accountOf(parameters.account, client);
    try {
      return { account, call: build(parameters, () => account.address) };
    } catch (error) {
      throw await explained(error);
    }
  }

  async function send(client: PlazaClient, parameters: Parameters, { account, call }: Prepared): Promise<Hash> {
    const request = { ...fields(call), ...options(parameters), account, chain: client.chain ?? null };
    try {
      return await getAction(client, writeContract, "writeContract")(request);
    } catch (error) {
      throw await explained(error, ({ explainCall }) => explainCall(error, client, call, account));
    }
  }

  async function simulate(client: PlazaClient, parameters: Parameters): Promise<SimulateReturnType<call>> {
    const { account, call } = await prepare(client, parameters);
    try {
      const request = { ...fields(call), ...options(parameters), account };
      const { result } = await getAction(client, simulateContract, "simulateContract")(request);
      return { result, request: { ...call, ...options(parameters), account } } as SimulateReturnType<call>;
    } catch (error) {
      throw await explained(error);
    }
  }

  async function estimateGas(client: PlazaClient, parameters: Parameters): Promise<bigint> {
    const { account, call } = await prepare(client, parameters);
    try {
      const request = { ...fields(call), ...options(parameters), account };
      return await getAction(client, estimateContractGas, "estimateContractGas")(request);
    } catch (error) {
      throw await explained(error, ({ explainCall }) => explainCall(error, client, call, account));
    }
  }

  async function sync(client: PlazaClient, parameters: Parameters & SyncOptions): Promise<SyncReturnType<event>> {
    const { account, call } = await prepare(client, parameters);
    const hash = await send(client, parameters, { account, call });
    const receipt = await receiptOf(client, hash, parameters);
    if (receipt.status === "reverted")
      throw await explained(undefined, ({ explainReceipt }) => explainReceipt(receipt, client, call, account));
    return { ...extract(receipt.logs, emitter?.(parameters) ?? call.address), receipt };
  }

  const action = async (client: PlazaClient, parameters: Parameters) =>
    send(client, parameters, await prepare(client, parameters));
  return Object.assign(action, {
    call: (parameters: args & Pick<TransactionOptions, "account">) =>
      build(parameters, () => accountOf(parameters.account).address),
    simulate,
    estimateGas,
    extractEvent: (logs: readonly Log[], { address }: { address?: Address | undefined } = {}) => extract(logs, address),
    sync,
  });
}

/** Only what was given: an explicit `undefined` would stop viem from filling it in. */
function options({ gas, maxFeePerGas, maxPriorityFeePerGas, nonce }: TransactionOptions) {
  return {
    ...(gas === undefined ? {} : { gas }),
    ...(maxFeePerGas === undefined ? {} : { maxFeePerGas }),
    ...(maxPriorityFeePerGas === undefined ? {} : { maxPriorityFeePerGas }),
    ...(nonce === undefined ? {} : { nonce }),
  };
}
