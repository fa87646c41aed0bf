import { creditsAbi, gameItemsAbi } from "@plaza/sdk/abi";
import {
  type Abi,
  type Account,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
  maxUint256,
  parseEther,
} from "viem";
import { actors, clientOf, startTestChain, timeOf } from "../../test/helpers/chain.ts";

const TRAITS = {
  kind: 1,
  itemType: 1,
  rarity: 0,
  class: 0,
  biome: 0,
  power: 1,
  defense: 1,
  speed: 1,
  luck: 1,
} as const;

const { admin, alice: seller, bob, carol, treasury } = actors;
const ITEMS_OF_THE_SELLER = 60;

/** Price of every sale, 18 decimals. */
export const PRICE = parseEther("10");
/** What the second bidder of an auction pays. */
export const TOP_BID = parseEther("12");
/** The platform's 5 % of an amount; every marketplace here takes as much. */
export const feeOf = (amount: bigint): bigint => amount / 20n;

/** A call of a contract: what viem's `encodeFunctionData` takes, and the address. */
export type Call<
  abi extends Abi | readonly unknown[] = Abi,
  name extends ContractFunctionName<abi> = ContractFunctionName<abi>,
> = { to: Hex; abi: abi; functionName: name; args: ContractFunctionArgs<abi, "nonpayable" | "payable", name> };

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * One EVM at Cancun in which every marketplace is measured with the same players, Credits and items, so that ratios hold.
 *
 * All balances that a trade writes are non-zero before it; the collection asks no royalty until {@link World.setRoyalty}.
 */
export async function startWorld() {
  const chain = await startTestChain();
  const { credits, gameItems, marketplace, orders, chainId } = chain.deployment;
  const time = timeOf(chain);
  let nextTokenId = 1n;

  /** Sends a transaction and returns its receipt; a revert throws. */
  async function transact(account: Account, transaction: { to?: Hex; data: Hex }) {
    const client = clientOf(chain, account);
    const receipt = await client.waitForTransactionReceipt({ hash: await client.sendTransaction(transaction) });
    if (receipt.status !== "success") throw new Error(`a transaction of ${account.address} reverted`);
    return receipt;
  }

  /** Sends a call and returns the gas that its receipt charges. */
  async function send<const abi extends Abi | readonly unknown[], name extends ContractFunctionName<abi>>(
    account: Account,
    { to, ...call }: Call<abi, name>,
  ): Promise<number> {
    const data = encodeFunctionData(call as EncodeFunctionDataParameters);
    return Number((await transact(account, { to, data })).gasUsed);
  }

  /** Deploys creation code, constructor arguments included. */
  async function deploy(data: Hex): Promise<Hex> {
    const { contractAddress } = await transact(admin, { data });
    if (!contractAddress) throw new Error("the receipt names no contract");
    return contractAddress;
  }

  const setRoyalty = (bps: bigint) =>
    send(admin, { to: gameItems, abi: gameItemsAbi, functionName: "setRoyalty", args: [admin.address, bps] });

  const mintItems = (to: Hex, count: number) =>
    send(admin, {
      to: gameItems,
      abi: gameItemsAbi,
      functionName: "mintBatch",
      args: [to, Array.from({ length: count }, () => TRAITS)],
    });

  /** Lets a marketplace move what a player has: Credits without limit, and all items. */
  async function approveAll(player: Account, spender: Hex): Promise<void> {
    await send(player, { to: credits, abi: creditsAbi, functionName: "approve", args: [spender, maxUint256] });
    await send(player, { to: gameItems, abi: gameItemsAbi, functionName: "setApprovalForAll", args: [spender, true] });
  }

  await send(admin, {
    to: gameItems,
    abi: gameItemsAbi,
    functionName: "registerKinds",
    args: [[{ kind: TRAITS.kind, name: "Longsword", icon: "M0 0h512v512z" }]],
  });
  await setRoyalty(0n);
  // The seller first, so that his are 1 to 60.
  await mintItems(seller.address, ITEMS_OF_THE_SELLER);
  for (const player of [admin, bob, carol, treasury]) await mintItems(player.address, 2);
  for (const player of [seller, admin, bob, carol, treasury]) {
    const args = [player.address, parseEther("1000000")] as const;
    await send(admin, { to: credits, abi: creditsAbi, functionName: "mint", args });
  }

  return {
    credits,
    gameItems,
    marketplace,
    orders,
    chainId,
    transact,
    send,
    deploy,
    setRoyalty,
    approveAll,
    /** An item of the seller that nobody has used yet. */
    takeItem: () => {
      if (nextTokenId > ITEMS_OF_THE_SELLER) throw new Error("the seller has no item left");
      return nextTokenId++;
    },
    now: async () => (await time.getBlock()).timestamp,
    passTime: async (seconds: number) => {
      await time.increaseTime({ seconds });
      await time.mine({ blocks: 1 });
    },
    close: () => chain.close(),
  };
}
