import { type BaseError, type Hex, numberToHex, type Transport } from "viem";

/**
 * Gas that a call of a stranger's contract has: enough for the wallets that there are, with keys of other curves too, and for what an
 * order needs; far less than a node would spend on one by itself.
 */
const GAS = 3_000_000n;

type Call = { method: string; params?: readonly unknown[] };

/** The same transport for calls of contracts that anybody may have named: they get so much gas and no more. */
export function withGasCeiling(transport: Transport): Transport {
  return (options) => {
    const inner = transport(options);
    const request = (call: Call, more?: unknown) => {
      if (call.method !== "eth_call") return inner.request(call as never, more as never);
      const [transaction, ...rest] = call.params ?? [];
      const params = [{ ...(transaction as Record<string, Hex>), gas: numberToHex(GAS) }, ...rest];
      return inner.request({ ...call, params } as never, more as never);
    };
    return { ...inner, request: request as typeof inner.request };
  };
}

/** Whether a call used up its gas, in the words of different nodes: that is the contract's answer, and no outage. */
export const isOutOfGas = (error: BaseError): boolean =>
  error.walk((cause) => /out ?of ?gas/i.test((cause as Partial<BaseError>).details ?? "")) !== null;
