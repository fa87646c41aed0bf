import type { Address, Hash, Log } from "viem";
import type {
  ContractCall,
  PlazaClient,
  SimulateReturnType,
  SyncOptions,
  SyncReturnType,
  TransactionOptions,
  WriteAction,
} from "./types.ts";

/** Parameters of which some are filled in already, and can still be given. */
export type Filled<args extends object, filled extends PropertyKey> = Omit<args, filled> &
  Partial<Pick<args, filled & keyof args>>;

/** Whether an object type can be left out altogether. */
type Rest<parameters extends object> = object extends parameters ? [parameters?: parameters] : [parameters: parameters];

/** A write that knows its client and its contracts. */
export type BoundWrite<args extends object, call extends ContractCall, event> = {
  (...parameters: Rest<args & TransactionOptions>): Promise<Hash>;
  call(...parameters: Rest<args & Pick<TransactionOptions, "account">>): call;
  simulate(...parameters: Rest<args & TransactionOptions>): Promise<SimulateReturnType<call>>;
  estimateGas(...parameters: Rest<args & TransactionOptions>): Promise<bigint>;
  extractEvent(logs: readonly Log[], options?: { address?: Address | undefined }): event;
  sync(...parameters: Rest<args & TransactionOptions & SyncOptions>): Promise<SyncReturnType<event>>;
};

/** Binds a write to a client and fills in addresses. */
export function bindWrite<args extends object, call extends ContractCall, event, const filled extends Partial<args>>(
  client: PlazaClient,
  action: WriteAction<args, call, event>,
  filled: filled,
): BoundWrite<Filled<args, keyof filled>, call, event> {
  // What is filled in and what is given make up all of the parameters, which the type checker cannot add up.
  const full = (parameters: object | undefined) => ({ ...filled, ...parameters }) as unknown as args;
  return Object.assign((parameters?: object) => action(client, full(parameters)), {
    call: (parameters?: object) => action.call({ account: client.account, ...full(parameters) }),
    simulate: (parameters?: object) => action.simulate(client, full(parameters)),
    estimateGas: (parameters?: object) => action.estimateGas(client, full(parameters)),
    extractEvent: action.extractEvent,
    sync: (parameters?: object) => action.sync(client, full(parameters)),
  });
}

/** Binds a read or a signature to a client and fills in addresses. */
export function bindRead<args extends object, result, const filled extends Partial<args>>(
  client: PlazaClient,
  action: (client: PlazaClient, parameters: args) => Promise<result>,
  filled: filled,
): (...parameters: Rest<Filled<args, keyof filled>>) => Promise<result> {
  return (parameters?: object) => action(client, { ...filled, ...parameters } as unknown as args);
}

/** The `Sync` twins of writes. */
export type SyncTwins<writes> = {
  [name in keyof writes & string as `${name}Sync`]: writes[name] extends { sync: infer sync } ? sync : never;
};

/** Gives each write `x` a twin `xSync`. */
export function syncTwins<writes extends Record<string, { sync: unknown }>>(writes: writes): SyncTwins<writes> {
  return Object.fromEntries(
    Object.entries(writes).map(([name, { sync }]) => [`${name}Sync`, sync]),
  ) as SyncTwins<writes>;
}
