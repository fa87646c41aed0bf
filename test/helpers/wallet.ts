import { createClient, custom, http, type LocalAccount } from "viem";
import { hardhat } from "viem/chains";

type Request = { method: string; params?: unknown };

/** What a wallet does with a request: `pass` has the chain answer it. */
export type WalletBehaviour = (request: Request, pass: () => Promise<unknown>) => Promise<unknown>;

/**
 * A client of a wallet that keeps its keys to itself, as browsers have it: it signs and sends by `eth_` requests, which the local
 * chain answers for its own accounts. `behave` makes it refuse, lie, hang or lose its answers; `seen` are the methods it was asked.
 */
export function walletOf(chain: { rpcUrl: string }, { address }: LocalAccount) {
  const seen: string[] = [];
  const transport = http(chain.rpcUrl, { retryCount: 0 })({ chain: hardhat });
  let behaviour: WalletBehaviour = (_, pass) => pass();
  const request = (asked: Request) => {
    seen.push(asked.method);
    return behaviour(asked, () => transport.request(asked as never));
  };
  const client = createClient({
    account: address,
    chain: hardhat,
    transport: custom({ request } as never, { retryCount: 0 }),
    pollingInterval: 20,
    cacheTime: 0,
  });
  return {
    client,
    seen,
    behave(next: WalletBehaviour) {
      behaviour = next;
    },
    /** How often it was asked to send. */
    sent: () => seen.filter((method) => method === "eth_sendTransaction").length,
  };
}
