import type {
  Abi,
  Account,
  Address,
  Chain,
  Client,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hash,
  Hex,
  Log,
  TransactionReceipt,
  Transport,
} from "viem";

/** Any viem client: public, wallet or test. Writing needs an account, on the client or given as a parameter. */
export type PlazaClient = Client<Transport, Chain | undefined, Account | undefined>;

/** What every write takes besides its own parameters. */
export type TransactionOptions = {
  /** Who sends; the client's account by default. */
  account?: Account | Address | undefined;
  /** Gas limit; estimated by default. */
  gas?: bigint | undefined;
  maxFeePerGas?: bigint | undefined;
  maxPriorityFeePerGas?: bigint | undefined;
  nonce?: number | undefined;
};

/** What every `Sync` twin takes besides. */
export type SyncOptions = {
  /** Milliseconds to wait for the transaction's block. @default 60_000 */
  timeout?: number | undefined;
  /** Milliseconds between questions; the client's by default. */
  pollingInterval?: number | undefined;
  /** Blocks to wait for, that of the transaction included. @default 1 */
  confirmations?: number | undefined;
};

/** At which block to read. */
export type ReadOptions = {
  blockNumber?: bigint | undefined;
  blockTag?: "latest" | "safe" | "finalized" | "pending" | undefined;
};

/** A call, ready for `simulateContract`, `estimateContractGas`, `sendTransaction`, or `sendCalls` (batching). */
export type ContractCall<
  abi extends Abi = Abi,
  functionName extends string = string,
  args extends readonly unknown[] = readonly unknown[],
> = {
  abi: abi;
  address: Address;
  functionName: functionName;
  args: args;
  /** The same contract as `address`. */
  to: Address;
  /** Encoded call. */
  data: Hex;
};

/** What a call returns when it is simulated. */
type CallResult<call> =
  call extends ContractCall<infer abi, infer functionName>
    ? functionName extends ContractFunctionName<abi, "nonpayable">
      ? ContractFunctionReturnType<abi, "nonpayable", functionName>
      : never
    : never;

/** A function that sends a transaction, with its relatives. */
export type WriteAction<args extends object, call extends ContractCall, event> = {
  /** Sends the transaction. */
  (client: PlazaClient, parameters: args & TransactionOptions): Promise<Hash>;
  /** The call itself, to batch it or to look at it. Needs `account` where the call speaks of its sender. */
  call(parameters: args & Pick<TransactionOptions, "account">): call;
  /** Plays it without sending; throws the typed error of what would revert. */
  simulate(client: PlazaClient, parameters: args & TransactionOptions): Promise<SimulateReturnType<call>>;
  /** Gas that it takes. */
  estimateGas(client: PlazaClient, parameters: args & TransactionOptions): Promise<bigint>;
  /**
   * What the transaction did, from its receipt's logs. Give the address of the contract that must have said so: any contract can
   * emit a log of this shape.
   */
  extractEvent(logs: readonly Log[], options?: { address?: Address | undefined }): event;
  /** Sends the transaction and waits for its block; throws the typed error if it reverted. */
  sync(client: PlazaClient, parameters: args & TransactionOptions & SyncOptions): Promise<SyncReturnType<event>>;
};

export type SimulateReturnType<call> = {
  /** What the function would return. */
  result: CallResult<call>;
  /** Ready for viem's `writeContract`. */
  request: call & { account: Account | Address; gas?: bigint | undefined };
};

export type SyncReturnType<event> = event & { receipt: TransactionReceipt };

/** Parameters of a write. */
export type ActionParameters<action> = action extends WriteAction<infer args, ContractCall, unknown> ? args : never;
