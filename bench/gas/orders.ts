import { createOffer, createSignedListing, encodeOffer, encodeSignedListing, signListing, signOffer } from "@plaza/sdk";
import { ordersAbi } from "@plaza/sdk/abi";
import { createWalletClient, http } from "viem";
import { hardhat } from "viem/chains";
import { actors } from "../../test/helpers/chain.ts";
import type { Figures } from "./operations.ts";
import { feeOf, PRICE, type World } from "./world.ts";

const { alice: seller, bob, carol } = actors;

/** A key at hand signs: nothing is asked of a node. */
const client = createWalletClient({ chain: hardhat, transport: http("http://127.0.0.1:1") });

/** Fills a signed listing and an offer on the collection twice each and returns the gas of the second. Both have an expiry. */
export async function measureOrders(world: World): Promise<Figures> {
  const { orders: to, gameItems: token } = world;
  const domain = { chainId: world.chainId, orders: to };
  const expiry = (await world.now()) + 30n * 86_400n;

  async function buySigned(nonce: bigint): Promise<number> {
    const about = { seller: seller.address, token, standard: "ERC721", tokenId: world.takeItem() } as const;
    const listing = createSignedListing({ ...about, price: PRICE, expiry, maxFeeBps: 500n, nonce });
    const signature = await signListing(client, { domain, listing, account: seller });
    const args = [encodeSignedListing(listing), 1n, signature] as const;
    return world.send(bob, { to, abi: ordersAbi, functionName: "buySigned", args });
  }

  async function acceptOffer(nonce: bigint): Promise<number> {
    const offer = createOffer({ buyer: carol.address, token, standard: "ERC721", price: PRICE, expiry, nonce });
    const signature = await signOffer(client, { domain, offer, account: carol });
    const minProceeds = PRICE - feeOf(PRICE);
    const acceptance = { tokenId: world.takeItem(), quantity: 1n, minProceeds, maxRoyaltyBps: 0n };
    const args = [encodeOffer(offer), acceptance, signature, []] as const;
    return world.send(seller, { to, abi: ordersAbi, functionName: "acceptOffer", args });
  }

  for (const player of [seller, bob, carol]) await world.approveAll(player, to);
  await buySigned(1n);
  const bought = await buySigned(2n);
  await acceptOffer(1n);
  return { buySigned: bought, acceptOffer: await acceptOffer(2n) };
}
