import { creditsAbi, gameItemsAbi, getResourceBalance, getVault } from "@plaza/sdk";
import { expect } from "chai";
import { type Address, createPublicClient, http, isAddressEqual, zeroAddress } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import type { Ask } from "./wholeIndex.ts";

/**
 * Holds the sums of an index against the chain: what trades come to against the transfers of Credits that paid for them, who holds
 * which item against `ownerOf` and `balanceOf`, and the vault of every account that ever had Credits against the Marketplace. For a
 * market whose buyers pay from their wallets, one trade a transaction.
 */
export async function expectTotals(chain: Chain, ask: Ask): Promise<void> {
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  const { credits, gameItems, gameResources, marketplace, startBlock } = chain.deployment;
  const movements = await client.getContractEvents({
    ...{ abi: creditsAbi, address: credits, eventName: "Transfer", fromBlock: startBlock, strict: true },
  });

  const trades = await ask("select transaction, buyer, total from trade");
  expect(trades).to.have.length.above(0);
  const paid = movements.filter(({ transactionHash, args: { from } }) =>
    trades.some(({ transaction, buyer }) => transaction === transactionHash && isAddressEqual(buyer as Address, from)),
  );
  expect(sum(trades.map(({ total }) => BigInt(String(total)))), "sum of trades").to.equal(
    sum(paid.map(({ args }) => args.value)),
  );

  const held = await ask("select account, item_id, quantity from holding");
  const mints = await client.getContractEvents({
    ...{ abi: gameItemsAbi, address: gameItems, eventName: "ItemMinted", fromBlock: startBlock, strict: true },
  });
  const owners = await Promise.all(
    mints.map(async ({ args: { tokenId } }) => {
      const call = { abi: gameItemsAbi, address: gameItems, functionName: "ownerOf", args: [tokenId] } as const;
      return `${gameItems}:${tokenId} ${await client.readContract(call)} 1`.toLowerCase();
    }),
  );
  const textOf = ({ item_id, account, quantity }: Record<string, unknown>) => `${item_id} ${account} ${quantity}`;
  const isItem = ({ item_id }: Record<string, unknown>) => String(item_id).startsWith(gameItems.toLowerCase());
  expect(held.filter(isItem).map(textOf).sort(), "holders").to.deep.equal(owners.sort());

  const accounts = [...new Set([marketplace, ...movements.flatMap(({ args: { from, to } }) => [from, to])])];
  for (const { item_id, account, quantity } of held.filter((row) => !isItem(row))) {
    const tokenId = BigInt(String(item_id).split(":")[1] ?? 0);
    const balance = await getResourceBalance(client, { token: gameResources, account: account as Address, tokenId });
    expect(BigInt(String(quantity)), `units of ${item_id} of ${account}`).to.equal(balance);
  }

  const vaults = new Map((await ask("select * from vault_account")).map((row) => [row.address, row]));
  for (const account of accounts.filter((other) => other !== zeroAddress)) {
    const { free, exiting, exitableAt, credit } = await getVault(client, { marketplace, account });
    const row = vaults.get(account.toLowerCase()) ?? { free: 0, exiting: 0, exitable_at: null, credit: 0 };
    expect(
      [row.free, row.exiting, row.exitable_at ?? 0, row.credit].map((value) => BigInt(String(value))),
      `vault of ${account}`,
    ).to.deep.equal([free, exiting, BigInt(exitableAt), credit]);
  }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
