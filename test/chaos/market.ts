import {
  type AuctionRules,
  type AuctionTerms,
  auctionId,
  creditsAbi,
  encodeAuctionData,
  gameItemsAbi,
  gameResourcesAbi,
  marketplaceAbi,
  packAuctionRules,
} from "@plaza/sdk";
import hre from "hardhat";
import { type Address, encodeFunctionData, type Hex, keccak256, maxUint256, toHex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { actors } from "../helpers/chain.ts";
import type { ShakyChain } from "./shakyChain.ts";

const traits = { kind: 1, itemType: 1, rarity: 1, class: 1, biome: 0, power: 1, defense: 1, speed: 1, luck: 1 };

/** Gas of the dearest call here, a mint of many items; a block holds a few of them. */
const MINT_GAS = 6_000_000n;
const CALL_GAS = 400_000n;

/** Items that one call mints, and transactions that one block here may get. */
const MINT = 40;
const BLOCK = 60;

export const START_PRICE = 10n ** 9n;

/** Auctions of this market have steps of one percent: many bids fit below the most that an auction may cost. */
const INCREMENT_BPS = 100n;

export type Lot = { id: Hex; terms: AuctionTerms & AuctionRules; seller: Address };

export type Bidder = { account: PrivateKeyAccount; key: Hex; address: Address; deposit: bigint };

/** Who sells. They are accounts of the node, which signs for them. */
export const sellers: readonly PrivateKeyLike[] = [actors.alice, actors.bob];

type PrivateKeyLike = { address: Address; signMessage(parameters: { message: string }): Promise<Hex> };

/** Somebody with a key of his own. */
export function bidderOf(index: number, deposit: bigint): Bidder {
  const key = keccak256(toHex(`chaos bidder ${index}`));
  const account = privateKeyToAccount(key);
  return { account, key, address: account.address, deposit };
}

/** Fills a new chain: people with money in their vaults, and auctions. */
export function openMarket(chain: ShakyChain) {
  const { credits, marketplace, gameItems, gameResources } = chain.deployment;
  const { rpc } = chain;
  const admin = actors.admin.address;
  let salt = 0n;

  /** Has the node sign and send calls of its own accounts; resolves once they are in blocks. */
  const send = async (calls: readonly { from: Address; to: Address; data: Hex; gas?: bigint }[]) => {
    for (let at = 0; at < calls.length; at += BLOCK) {
      const hashes = await Promise.all(
        calls
          .slice(at, at + BLOCK)
          .map(({ gas = CALL_GAS, ...call }) => rpc<Hex>("eth_sendTransaction", { ...call, gas: toHex(gas) })),
      );
      await chain.mine();
      for (const hash of hashes) {
        let receipt = await rpc<{ status: Hex } | null>("eth_getTransactionReceipt", hash);
        while (receipt === null) {
          await chain.mine();
          receipt = await rpc("eth_getTransactionReceipt", hash);
        }
        if (receipt.status !== "0x1") throw new Error(`Transaction ${hash} to ${calls[at]?.to} reverted.`);
      }
    }
  };

  const kindsOf = (token: Address) => ({
    from: admin,
    to: token,
    data: encodeFunctionData({
      abi: gameItemsAbi,
      functionName: "registerKinds",
      args: [[{ kind: traits.kind, name: "Longsword", icon: "" }]],
    }),
    gas: 1_000_000n,
  });

  return {
    domain: { chainId: chain.chainId, marketplace },

    /** What has to be there before anything can be sold. */
    async prepare(): Promise<void> {
      const mint = { abi: creditsAbi, functionName: "mint", args: [admin, 10n ** 24n] } as const;
      const approve = { abi: creditsAbi, functionName: "approve", args: [marketplace, maxUint256] } as const;
      await send([
        kindsOf(gameItems),
        kindsOf(gameResources),
        { from: admin, to: credits, data: encodeFunctionData(mint) },
        { from: admin, to: credits, data: encodeFunctionData(approve) },
      ]);
      const define = { abi: gameResourcesAbi, functionName: "defineResources", args: [[traits]] } as const;
      await send([{ from: admin, to: gameResources, data: encodeFunctionData(define) }]);
    },

    /** Puts everybody's money into the vault, and gives everybody gas. */
    async fund(bidders: readonly Bidder[]): Promise<void> {
      await Promise.all(bidders.map(({ address }) => rpc("hardhat_setBalance", address, toHex(10n ** 20n))));
      await send(
        bidders.map(({ address, deposit }) => ({
          from: admin,
          to: marketplace,
          data: encodeFunctionData({ abi: marketplaceAbi, functionName: "deposit", args: [address, deposit] }),
        })),
      );
    },

    /** Has a wallet burn all gas that an ERC-1155 token's call gives it, as a delegation (EIP-7702) to such a contract would. */
    async burnGas({ address }: Bidder): Promise<void> {
      const { deployedBytecode } = await hre.artifacts.readArtifact("GasBurningReceiver");
      await rpc("hardhat_setCode", address, deployedBytecode);
    },

    /**
     * Puts items up for auction.
     *
     * @param ends - Unix seconds at which each ends.
     * @param standard - `item`: ERC-721. `stack`: ERC-1155, whose receiver is called.
     */
    async auction(seller: Address, ends: readonly number[], standard: "item" | "stack" = "item"): Promise<Lot[]> {
      const token = standard === "item" ? gameItems : gameResources;
      const quantity = standard === "item" ? 1n : 2n;
      let tokenId = BigInt(traits.kind);
      if (standard === "item") {
        const minted = await rpc<Hex>("eth_call", {
          to: gameItems,
          data: encodeFunctionData({ abi: gameItemsAbi, functionName: "totalMinted" }),
        });
        tokenId = BigInt(minted) + 1n;
        for (let at = 0; at < ends.length; at += MINT) {
          const some = ends.slice(at, at + MINT).map(() => traits);
          const mint = { abi: gameItemsAbi, functionName: "mintBatch", args: [seller, some] } as const;
          await send([{ from: admin, to: token, data: encodeFunctionData(mint), gas: MINT_GAS }]);
        }
      } else {
        const mints = [{ tokenId, quantity: quantity * BigInt(ends.length) }];
        const mint = { abi: gameResourcesAbi, functionName: "mintBatch", args: [seller, mints] } as const;
        await send([{ from: admin, to: token, data: encodeFunctionData(mint) }]);
      }
      const start = BigInt(chain.head.timestamp);
      const made = ends.map((end, index) => {
        salt += 1n;
        const item = { token, tokenId: standard === "item" ? tokenId + BigInt(index) : tokenId, quantity };
        const prices = { startPrice: START_PRICE, reservePrice: 0n, incrementBps: INCREMENT_BPS, buyoutPrice: 0n };
        const params = { ...prices, start, end: BigInt(end), salt };
        const rules = { rules: packAuctionRules({ ...params, maxRoyaltyBps: 0n }), maxRoyaltyBps: 0n };
        const terms = { seller, ...item, ...params, ...rules };
        const data = encodeAuctionData(params);
        const single = [seller, marketplace, item.tokenId] as const;
        const call =
          standard === "item"
            ? encodeFunctionData({
                abi: gameItemsAbi,
                functionName: "safeTransferFrom",
                args: [...single, data],
              })
            : encodeFunctionData({
                abi: gameResourcesAbi,
                functionName: "safeTransferFrom",
                args: [...single, quantity, data],
              });
        const lot: Lot = { id: auctionId({ chainId: chain.chainId, marketplace }, terms), terms, seller };
        return { lot, call };
      });
      await send(made.map(({ call }) => ({ from: seller, to: token, data: call })));
      return made.map(({ lot }) => lot);
    },
  };
}

export type Market = ReturnType<typeof openMarket>;
