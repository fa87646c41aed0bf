import { type Account, createClient, custom, type Hex, type Transport } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";

type RpcCall = { method: string; params: readonly unknown[] };

/** Who signs in tests; known from no chain. */
export const player = privateKeyToAccount(`0x${"11".repeat(32)}`);

const defaults: Record<string, unknown> = {
  eth_chainId: "0x7a69",
  eth_getTransactionCount: "0x0",
  eth_estimateGas: "0x5208",
  eth_maxPriorityFeePerGas: "0x1",
  eth_gasPrice: "0x1",
  eth_blockNumber: "0x2",
  eth_getBlockByNumber: { baseFeePerGas: "0x1", number: "0x2", timestamp: "0x1", transactions: [] },
  eth_sendRawTransaction: `0x${"ab".repeat(32)}`,
  eth_sendTransaction: `0x${"cd".repeat(32)}`,
  eth_call: "0x",
};

/** A client of a node that answers what it is told, and the calls that it saw. */
export function fakeNode(
  answers: Record<string, unknown | ((params: readonly unknown[]) => unknown)> = {},
  account: Account | undefined = player,
) {
  const calls: RpcCall[] = [];
  const transport: Transport = custom(
    {
      async request({ method, params = [] }: { method: string; params?: readonly unknown[] }) {
        calls.push({ method, params });
        const answer = method in answers ? answers[method] : defaults[method];
        if (answer === undefined) throw new Error(`The node was asked ${method}, for which it has no answer.`);
        return typeof answer === "function" ? answer(params) : answer;
      },
    },
    { retryCount: 0 },
  );
  return { calls, client: createClient({ account, chain: hardhat, transport, pollingInterval: 5, cacheTime: 0 }) };
}

/** How nodes refuse. */
export function refusing(data: Hex | undefined, message = "execution reverted"): () => never {
  return () => {
    throw Object.assign(new Error(message), { code: 3, data });
  };
}

/** A receipt as nodes give it. */
export function receiptOf(status: "0x0" | "0x1", logs: readonly unknown[] = []) {
  return {
    status,
    logs,
    transactionHash: defaults.eth_sendRawTransaction,
    blockHash: `0x${"ef".repeat(32)}`,
    blockNumber: "0x2",
    transactionIndex: "0x0",
    cumulativeGasUsed: "0x1",
    gasUsed: "0x1",
    effectiveGasPrice: "0x1",
    contractAddress: null,
    from: player.address,
    to: null,
    type: "0x2",
    logsBloom: "0x",
  };
}

/** A transaction of the player's that is in no block yet, or in one, as nodes give it. */
export function transactionOf(change: Record<string, unknown> = {}) {
  return {
    hash: defaults.eth_sendRawTransaction,
    from: player.address,
    to: null,
    input: "0x",
    value: "0x0",
    nonce: "0x0",
    gas: "0x1",
    type: "0x2",
    chainId: "0x7a69",
    blockHash: null,
    blockNumber: null,
    transactionIndex: null,
    ...change,
  };
}
