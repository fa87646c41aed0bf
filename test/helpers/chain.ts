import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, createTestClient, createWalletClient, http, publicActions, walletActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";
import { type Chain, startChain } from "../../scripts/lib/chain.ts";

const MNEMONIC = "test test test test test test test test test test test junk";

const account = (addressIndex: number) => mnemonicToAccount(MNEMONIC, { addressIndex });

/** Who acts in the tests, with the keys that they hold on the local chain. */
export const actors = {
  admin: account(0),
  alice: account(1),
  bob: account(2),
  carol: account(3),
  dave: account(4),
  erin: account(5),
  treasury: account(6),
  settler: account(7),
  receiptSigner: account(8),
  sender: account(9),
} as const;

/** A client that signs as `account`, on a chain started by {@link startTestChain}. */
export const clientOf = (chain: { rpcUrl: string }, account: Account) =>
  createWalletClient({ account, chain: hardhat, transport: http(chain.rpcUrl), pollingInterval: 20 }).extend(
    publicActions,
  );

/** A client that also moves time and mines. */
export const timeOf = (chain: { rpcUrl: string }) =>
  createTestClient({ mode: "hardhat", chain: hardhat, transport: http(chain.rpcUrl) })
    .extend(publicActions)
    .extend(walletActions);

/**
 * A fresh local chain with Plaza deployed, its records in a temporary folder.
 *
 * @param options.network - `default` mines on demand only; `node` also makes a block each second.
 */
export async function startTestChain({ network = "default" }: { network?: "node" | "default" } = {}): Promise<Chain> {
  const folder = await mkdtemp(join(tmpdir(), "plaza-test-"));
  const chain = await startChain({ deploymentFolder: join(folder, "chain-31337"), network });
  return {
    ...chain,
    close: async () => {
      await chain.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
