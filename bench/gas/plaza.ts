import {
  type AuctionTerms,
  auctionId,
  bidTypedData,
  encodeAuctionData,
  encodeListingData,
  type ListingParams,
  type ListingTerms,
  packAuctionRules,
  packSchedule,
  settlementTypedData,
} from "@plaza/sdk";
import { creditsAbi, gameItemsAbi, marketplaceAbi } from "@plaza/sdk/abi";
import { type Hex, maxUint256, parseEther, zeroAddress } from "viem";
import { actors } from "../../test/helpers/chain.ts";
import { measureEd25519 } from "./ed25519.ts";
import type { Figures } from "./operations.ts";
import { measureOrders } from "./orders.ts";
import { PRICE, TOP_BID, type World } from "./world.ts";

const DAY = 86_400n;
const { admin, alice: seller, bob, carol, settler } = actors;

/** Plays each of Plaza's operations twice and returns the gas of the second. */
export async function measurePlaza(world: World): Promise<Figures> {
  const { marketplace: to, gameItems, credits } = world;
  const domain = { chainId: world.chainId, marketplace: to };

  const transferIn = (tokenId: bigint, data: Hex) =>
    world.send(seller, {
      to: gameItems,
      abi: gameItemsAbi,
      functionName: "safeTransferFrom",
      args: [seller.address, to, tokenId, data],
    });

  async function list(params: Partial<ListingParams> = {}): Promise<{ gas: number; terms: ListingTerms }> {
    const tokenId = world.takeItem();
    const gas = await transferIn(tokenId, encodeListingData({ price: PRICE, salt: tokenId, ...params }));
    const what = { seller: seller.address, salt: tokenId, token: gameItems, tokenId, quantity: 1n } as const;
    return { gas, terms: { ...what, schedule: packSchedule({ listedAt: await world.now() }), taker: zeroAddress } };
  }

  const buy = (terms: ListingTerms) =>
    world.send(bob, { to, abi: marketplaceAbi, functionName: "buy", args: [terms, 1n, PRICE, bob.address] });

  async function buyWithRoyalty(): Promise<number> {
    const { terms } = await list({ maxRoyaltyBps: 250 });
    return buy(terms);
  }

  async function buyFive(): Promise<number> {
    const purchases = [];
    for (let i = 0; i < 5; i++) purchases.push({ terms: (await list()).terms, quantity: 1n, maxTotal: PRICE });
    const args = [purchases, 5n * PRICE, bob.address] as const;
    return world.send(bob, { to, abi: marketplaceAbi, functionName: "buyMany", args });
  }

  const approveCredits = (amount: bigint) =>
    world.send(bob, { to: credits, abi: creditsAbi, functionName: "approve", args: [to, amount] });

  const deposit = (player: typeof bob, amount: bigint) =>
    world.send(player, { to, abi: marketplaceAbi, functionName: "deposit", args: [player.address, amount] });

  async function createAuction(): Promise<{ gas: number; terms: AuctionTerms }> {
    const tokenId = world.takeItem();
    const start = await world.now();
    const prices = { startPrice: PRICE, reservePrice: PRICE, salt: tokenId };
    const times = { start, end: start + DAY, incrementBps: 500n };
    const gas = await transferIn(tokenId, encodeAuctionData({ ...prices, ...times }));
    const item = { seller: seller.address, token: gameItems, tokenId, quantity: 1n };
    return { gas, terms: { ...item, ...prices, rules: packAuctionRules(times) } };
  }

  async function settle(terms: AuctionTerms, nonce: bigint): Promise<number> {
    await world.passTime(Number(DAY) + 600);
    const id = auctionId(domain, terms);
    const settlement = { winner: carol.address, amount: TOP_BID, nonce, deadline: (await world.now()) + 600n };
    const bid = { auctionId: id, bidder: carol.address, maxAmount: TOP_BID };
    return world.send(admin, {
      to,
      abi: marketplaceAbi,
      functionName: "settleAuction",
      args: [
        terms,
        settlement,
        TOP_BID,
        await settler.signTypedData(settlementTypedData(domain, { auctionId: id, ...settlement })),
        await carol.signTypedData(bidTypedData(domain, bid)),
      ],
    });
  }

  for (const player of [seller, bob, carol]) {
    await world.approveAll(player, to);
    await deposit(player, parseEther("1000"));
  }
  // Two items stay in escrow and one sale is behind: no balance is zero from here on.
  await list();
  await list();
  await buy((await list()).terms);

  const listed = await list();
  const bought = await buy(listed.terms);
  await approveCredits(PRICE);
  const buyExactApproval = await buy((await list()).terms);
  await approveCredits(maxUint256);

  await buyFive();
  const boughtFive = await buyFive();
  await world.setRoyalty(250n);
  await buyWithRoyalty();
  const boughtWithRoyalty = await buyWithRoyalty();
  await world.setRoyalty(0n);

  await settle((await createAuction()).terms, 1n);
  const created = await createAuction();
  const settled = await settle(created.terms, 2n);

  return {
    list: listed.gas,
    buy: bought,
    buyExactApproval,
    buyRoyalty: boughtWithRoyalty,
    buyFive: boughtFive,
    createAuction: created.gas,
    settle: settled,
    // Both bids are signatures: nobody pays gas for them.
    auctionTwoBids: created.gas + settled,
    deposit: await deposit(bob, parseEther("5")),
    ...(await measureOrders(world)),
    ...(await measureEd25519(world)),
  };
}
