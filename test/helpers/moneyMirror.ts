import { creditsAbi, getCreditsBalance, getOrderCredit, getVault } from "@plaza/sdk";
import { expect } from "chai";
import { type Address, createPublicClient, type Hex, http, zeroAddress } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";

/** A movement of Credits as GraphQL tells it. */
export type Movement = {
  id: string;
  account: Address;
  pocket: "WALLET" | "VAULT" | "CREDIT" | "ORDER_CREDIT";
  direction: "IN" | "OUT";
  amount: string;
  balance: string;
  cause: string;
  reference: Hex | null;
  counterparty: Address | null;
};

type Answer = { data: { ledger: { nodes: Movement[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } };

/** The movements of Credits that meet a filter, from the first on. */
export async function readLedger(url: string, filter: Record<string, unknown> = {}): Promise<Movement[]> {
  const query = `query ($filter: LedgerFilter, $after: String) { ledger(filter: $filter, sort: OLDEST, first: 100, after: $after) {
    nodes { id account pocket direction amount balance cause reference counterparty } pageInfo { hasNextPage endCursor } } }`;
  const found: Movement[] = [];
  for (let after: string | null = null; ; ) {
    const body: string = JSON.stringify({ query, variables: { filter, after } });
    const headers = { "content-type": "application/json" };
    const response: Response = await fetch(url, { method: "POST", headers, body });
    const { ledger }: Answer["data"] = ((await response.json()) as Answer).data;
    found.push(...ledger.nodes);
    if (!ledger.pageInfo.hasNextPage) return found;
    after = ledger.pageInfo.endCursor;
  }
}

/**
 * Holds the ledger against the chain: every transfer of Credits is in it from both sides and nothing else, each balance is what
 * the movements before it come to, and the last one is what the contracts say, for every account that ever had Credits.
 */
export async function expectLedgerOfMoney(chain: Chain, url: string): Promise<void> {
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  const { credits, marketplace, orders, startBlock } = chain.deployment;
  const transfers = await client.getContractEvents({
    ...{ abi: creditsAbi, address: credits, eventName: "Transfer", fromBlock: startBlock, strict: true },
  });
  const sides = transfers
    .filter(({ args }) => args.value !== 0n)
    .flatMap(({ args: { from, to, value }, transactionHash, logIndex }) => [
      ...(from === zeroAddress ? [] : [`${transactionHash}:${logIndex} ${from} OUT ${value}`]),
      ...(to === zeroAddress ? [] : [`${transactionHash}:${logIndex}:1 ${to} IN ${value}`]),
    ]);
  const movements = await readLedger(url);
  const ofWallets = movements.filter(({ pocket }) => pocket === "WALLET");
  expect(
    ofWallets.map(({ id, account, direction, amount }) => `${id} ${account} ${direction} ${amount}`),
  ).to.deep.equal(sides);

  const balances = new Map<string, bigint>();
  for (const { id, account, pocket, direction, amount, balance } of movements) {
    const key = `${account} ${pocket}`;
    const after = (balances.get(key) ?? 0n) + (direction === "IN" ? BigInt(amount) : -BigInt(amount));
    expect(BigInt(balance), `balance after ${id}`).to.equal(after);
    balances.set(key, after);
  }
  for (const account of new Set(movements.map((movement) => movement.account))) {
    const vault = await getVault(client, { marketplace, account });
    const held = {
      WALLET: await getCreditsBalance(client, { credits, account }),
      VAULT: vault.free + vault.exiting,
      CREDIT: vault.credit,
      ORDER_CREDIT: await getOrderCredit(client, { orders, account }),
    };
    for (const [pocket, amount] of Object.entries(held))
      expect(balances.get(`${account} ${pocket}`) ?? 0n, `${pocket} of ${account}`).to.equal(amount);
  }
}
