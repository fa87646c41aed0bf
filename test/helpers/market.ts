import {
  approveCreditsSync,
  createAuctionSync,
  listItemSync,
  mintCreditsSync,
  mintItemsSync,
  registerKindsSync,
} from "@plaza/sdk";
import { type Account, type Address, maxUint256 } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, clientOf, timeOf } from "./chain.ts";

const { admin } = actors;

/** What stories about a market begin with, on a chain with Plaza: funded players, swords, listings and auctions. */
export function openMarket(chain: Chain) {
  const { credits, marketplace, gameItems: token } = chain.deployment;
  const as = (account: Account) => clientOf(chain, account);
  const time = timeOf(chain);

  const mintSword = async (to: Address): Promise<bigint> => {
    const items = [{ kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "ROGUE", power: 90, luck: 7 } as const];
    const { tokenIds } = await mintItemsSync(as(admin), { token, to, items });
    if (tokenIds[0] === undefined) throw new Error("Nothing was minted.");
    return tokenIds[0];
  };

  return {
    as,
    time,
    mintSword,
    now: async () => (await as(admin).getBlock()).timestamp,

    /** Mines a block at this time. */
    async moveTo(timestamp: bigint) {
      await time.setNextBlockTimestamp({ timestamp });
      await time.mine({ blocks: 1 });
    },

    /** Makes kind 1 known: without it there are no swords. */
    registerSword: (name: string, icon: string) =>
      registerKindsSync(as(admin), { token, kinds: [{ kind: 1, name, icon }] }),

    /** Gives Credits that the Marketplace may take. */
    async fund(account: Account, amount: bigint) {
      await mintCreditsSync(as(admin), { credits, to: account.address, amount });
      await approveCreditsSync(as(account), { credits, spender: marketplace, amount: maxUint256 });
    },

    async listSword(seller: Account, price: bigint, expiry?: bigint) {
      const tokenId = await mintSword(seller.address);
      return listItemSync(as(seller), { marketplace, token, standard: "ERC721", tokenId, price, expiry });
    },

    async auctionSword(seller: Account, start: bigint, end: bigint) {
      const goods = { token, standard: "ERC721", tokenId: await mintSword(seller.address) } as const;
      return createAuctionSync(as(seller), { marketplace, ...goods, startPrice: 100n, start, end });
    },
  };
}
