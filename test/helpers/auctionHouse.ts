import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RelayerConfig, type RunningRelayer, startRelayer } from "@plaza/relayer/launch";
import {
  type AuctionRules,
  type AuctionTerms,
  auctionId,
  bidTypedData,
  creditsAbi,
  encodeAuctionData,
  gameItemsAbi,
  marketplaceAbi,
  type PlazaDomain,
  packAuctionRules,
  randomSalt,
  type SignedWithdrawal,
  withdrawalRequestTypedData,
} from "@plaza/sdk";
import type { Address, Hex, LocalAccount } from "viem";
import { actors, clientOf, startTestChain, timeOf } from "./chain.ts";

/** Whole Credits in the smallest unit. */
export const credits = (amount: number): bigint => BigInt(amount) * 10n ** 18n;

const traits = { kind: 1, itemType: 1, rarity: 1, class: 1, biome: 0, power: 1, defense: 1, speed: 1, luck: 1 };

const keyOf = (account: LocalAccount & { getHdKey?: () => { privateKey: Uint8Array | null } }): Hex => {
  const key = account.getHdKey?.().privateKey;
  if (!key) throw new Error("The actor has no key.");
  return `0x${Buffer.from(key).toString("hex")}`;
};

/** Keys of the relayer on the local chain. */
export const relayerKeys = {
  settler: keyOf(actors.settler),
  receipt: keyOf(actors.receiptSigner),
  sender: keyOf(actors.sender),
};

export type AuctionHouse = Awaited<ReturnType<typeof openAuctionHouse>>;

/** A chain with Plaza, funded players and items, and what a story about auctions needs. */
export async function openAuctionHouse() {
  const chain = await startTestChain();
  const { credits: currency, marketplace, gameItems, startBlock } = chain.deployment;
  const domain: PlazaDomain = { chainId: chain.chainId, marketplace };
  const admin = clientOf(chain, actors.admin);
  const time = timeOf(chain);
  const folders: string[] = [];
  /** With the folder of each. */
  const relayers = new Map<RunningRelayer, string>();

  const mined = async (hash: Hex) => {
    const receipt = await admin.waitForTransactionReceipt({ hash });
    if (receipt.status !== "success") throw new Error(`Transaction ${hash} reverted.`);
    return receipt;
  };
  await mined(
    await admin.writeContract({
      address: gameItems,
      abi: gameItemsAbi,
      functionName: "registerKinds",
      args: [[{ kind: traits.kind, name: "Longsword", icon: "" }]],
    }),
  );
  const now = async () => Number((await admin.getBlock()).timestamp);

  return {
    chain,
    domain,
    admin,
    time,
    mined,
    now,
    startBlock,

    /** Gives Credits to an account and puts them into its vault. */
    async deposit(account: LocalAccount, amount: bigint) {
      const client = clientOf(chain, account);
      await mined(
        await admin.writeContract({
          address: currency,
          abi: creditsAbi,
          functionName: "mint",
          args: [account.address, amount],
        }),
      );
      await mined(
        await client.writeContract({
          address: currency,
          abi: creditsAbi,
          functionName: "approve",
          args: [marketplace, amount],
        }),
      );
      await mined(
        await client.writeContract({
          address: marketplace,
          abi: marketplaceAbi,
          functionName: "deposit",
          args: [account.address, amount],
        }),
      );
    },

    /** Mints an item to the seller and puts it up for auction. */
    async auction({
      seller = actors.alice as LocalAccount,
      startPrice = credits(10),
      reservePrice = 0n,
      startIn = 0,
      seconds = 600,
      buyoutPrice = 0n,
    } = {}): Promise<{ id: Hex; terms: AuctionTerms & AuctionRules }> {
      const mint = await admin.simulateContract({
        address: gameItems,
        abi: gameItemsAbi,
        functionName: "mintBatch",
        args: [seller.address, [traits]],
      });
      await mined(await admin.writeContract(mint.request));
      const tokenId = mint.result;
      const start = BigInt((await now()) + startIn);
      const params = {
        startPrice,
        reservePrice,
        start,
        end: start + BigInt(seconds),
        incrementBps: 500n,
        buyoutPrice,
        salt: randomSalt(),
      };
      const data = encodeAuctionData(params);
      await mined(
        await clientOf(chain, seller).writeContract({
          address: gameItems,
          abi: gameItemsAbi,
          functionName: "safeTransferFrom",
          args: [seller.address, marketplace, tokenId, data],
        }),
      );
      const item = { token: gameItems, tokenId, quantity: 1n };
      const rules = { rules: packAuctionRules(params), maxRoyaltyBps: 0n };
      const terms = { seller: seller.address, ...item, ...params, ...rules };
      return { id: auctionId(domain, terms), terms };
    },

    /** A bid's body, signed. */
    async bid(account: LocalAccount, id: Hex, maxAmount: bigint, signedDomain: PlazaDomain = domain) {
      const message = { auctionId: id, bidder: account.address, maxAmount };
      return { ...message, signature: await account.signTypedData(bidTypedData(signedDomain, message)) };
    },

    /** A withdrawal request's body, signed. */
    async withdrawalRequest(
      account: LocalAccount,
      amount: bigint,
      recipient: Address = account.address,
      issuedAt?: bigint,
    ) {
      const message = { account: account.address, amount, recipient, issuedAt: issuedAt ?? BigInt(await now()) };
      return { ...message, signature: await account.signTypedData(withdrawalRequestTypedData(domain, message)) };
    },

    /** Sends a co-signed withdrawal. */
    async withdraw(account: LocalAccount, { withdrawal, signature }: SignedWithdrawal) {
      const client = clientOf(chain, account);
      await mined(
        await client.writeContract({
          address: marketplace,
          abi: marketplaceAbi,
          functionName: "withdraw",
          args: [withdrawal, signature],
        }),
      );
    },

    async requestExit(account: LocalAccount, amount: bigint) {
      const client = clientOf(chain, account);
      await mined(
        await client.writeContract({
          address: marketplace,
          abi: marketplaceAbi,
          functionName: "requestExit",
          args: [amount],
        }),
      );
    },

    /** Mines a block at this time. */
    async moveTo(timestamp: number | bigint) {
      await time.setNextBlockTimestamp({ timestamp: BigInt(timestamp) });
      await time.mine({ blocks: 1 });
    },

    vaultOf: (account: Address) =>
      admin.readContract({ address: marketplace, abi: marketplaceAbi, functionName: "vaultOf", args: [account] }),
    stateOf: (id: Hex) =>
      admin.readContract({ address: marketplace, abi: marketplaceAbi, functionName: "getAuction", args: [id] }),
    balanceOf: (account: Address) =>
      admin.readContract({ address: currency, abi: creditsAbi, functionName: "balanceOf", args: [account] }),
    ownerOf: (tokenId: bigint) =>
      admin.readContract({ address: gameItems, abi: gameItemsAbi, functionName: "ownerOf", args: [tokenId] }),

    /** An empty data folder, removed at the end. */
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), "plaza-relayer-"));
      folders.push(folder);
      return folder;
    },

    /** Starts a relayer on this chain; it is stopped at the end if the test has not. */
    async relayer(config: Partial<RelayerConfig> & Pick<RelayerConfig, "data">) {
      const relayer = await startRelayer({
        deployment: chain.deployment,
        rpcUrl: chain.rpcUrl,
        keys: relayerKeys,
        pollMs: 50,
        logLevel: "silent",
        ...config,
      });
      relayers.set(relayer, config.data);
      return relayer;
    },

    /** Stops what still runs on a folder. */
    async closeRelayers(data: string) {
      for (const [relayer, folder] of relayers) if (folder === data) await relayer.close();
    },

    async close() {
      for (const relayer of relayers.keys()) await relayer.close();
      await chain.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}
