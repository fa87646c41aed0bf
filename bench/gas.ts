/**
 * What each operation costs in gas: `npm run bench:gas`.
 *
 * One EVM at hardfork Cancun, receipt gas. State: every balance and nonce word that an operation writes is non-zero before
 * it (another item is in escrow, each player owns an item more, the fee was charged before), allowances are infinite unless
 * a row says otherwise, one collection of OpenZeppelin ERC-721 items, 18-decimal Credits. Each operation is played twice
 * and the second is measured.
 */
import {
  type AuctionTerms,
  auctionId,
  bidTypedData,
  encodeAuctionData,
  encodeListingData,
  type ListingTerms,
  settlementTypedData,
} from "@plaza/sdk";
import { creditsAbi, gameItemsAbi, marketplaceAbi } from "@plaza/sdk/abi";
import { type Account, encodeFunctionData, type Hex, maxUint256, parseEther } from "viem";
import { actors, clientOf, startTestChain, timeOf } from "../test/helpers/chain.ts";
import { barChart } from "./lib/barChart.ts";
import { writePlot, writeResult } from "./lib/report.ts";

const DAY = 86_400n;
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
const { admin, alice: seller, bob, carol, treasury, settler } = actors;

const chain = await startTestChain();
const { credits, marketplace, gameItems, chainId } = chain.deployment;
const domain = { chainId, marketplace };
const time = timeOf(chain);

/** Sends a call and returns the gas that its receipt charges. */
async function send(account: Account, to: Hex, data: Hex): Promise<number> {
  const client = clientOf(chain, account);
  const receipt = await client.waitForTransactionReceipt({ hash: await client.sendTransaction({ to, data }) });
  if (receipt.status !== "success") throw new Error(`a call of ${account.address} to ${to} reverted`);
  return Number(receipt.gasUsed);
}

const onMarketplace = (account: Account, call: Parameters<typeof encodeFunctionData<typeof marketplaceAbi>>[0]) =>
  send(account, marketplace, encodeFunctionData(call));

const transferIn = (tokenId: bigint, data: Hex) =>
  send(
    seller,
    gameItems,
    encodeFunctionData({
      abi: gameItemsAbi,
      functionName: "safeTransferFrom",
      args: [seller.address, marketplace, tokenId, data],
    }),
  );

const now = async () => (await time.getBlock()).timestamp;

async function prepare(): Promise<void> {
  await send(
    admin,
    gameItems,
    encodeFunctionData({
      abi: gameItemsAbi,
      functionName: "registerKinds",
      args: [[{ kind: TRAITS.kind, name: "Longsword", icon: "M0 0h512v512z" }]],
    }),
  );
  for (const player of [seller, bob, carol, treasury]) {
    await send(
      admin,
      gameItems,
      encodeFunctionData({
        abi: gameItemsAbi,
        functionName: "mintBatch",
        args: [player.address, Array(20).fill(TRAITS)],
      }),
    );
    await send(
      admin,
      credits,
      encodeFunctionData({ abi: creditsAbi, functionName: "mint", args: [player.address, parseEther("1000000")] }),
    );
  }
  for (const player of [bob, carol, seller]) {
    await approve(player, maxUint256);
    await onMarketplace(player, {
      abi: marketplaceAbi,
      functionName: "deposit",
      args: [player.address, parseEther("1000")],
    });
  }
}

const approve = (player: Account, amount: bigint) =>
  send(player, credits, encodeFunctionData({ abi: creditsAbi, functionName: "approve", args: [marketplace, amount] }));

let nextTokenId = 1n;
const PRICE = parseEther("10");

async function list(): Promise<{ gas: number; terms: ListingTerms }> {
  const tokenId = nextTokenId++;
  const terms = { seller: seller.address, token: gameItems, tokenId, quantity: 1n, expiry: 0n, salt: tokenId };
  return { gas: await transferIn(tokenId, encodeListingData({ price: PRICE, expiry: 0n, salt: tokenId })), terms };
}

const buy = (terms: ListingTerms) =>
  onMarketplace(bob, { abi: marketplaceAbi, functionName: "buy", args: [terms, 1n, PRICE, bob.address] });

async function createAuction(): Promise<{ gas: number; terms: AuctionTerms }> {
  const tokenId = nextTokenId++;
  const start = await now();
  const params = {
    startPrice: PRICE,
    reservePrice: PRICE,
    start,
    end: start + DAY,
    incrementBps: 500n,
    salt: tokenId,
  };
  const gas = await transferIn(tokenId, encodeAuctionData(params));
  return { gas, terms: { seller: seller.address, token: gameItems, tokenId, quantity: 1n, ...params } };
}

async function settle(terms: AuctionTerms, nonce: bigint): Promise<number> {
  await time.increaseTime({ seconds: Number(DAY) + 600 });
  await time.mine({ blocks: 1 });
  const id = auctionId(domain, terms);
  const amount = parseEther("12");
  const bid = { auctionId: id, bidder: carol.address, maxAmount: amount };
  const settlement = { winner: carol.address, amount, nonce, deadline: (await now()) + 600n };
  return onMarketplace(admin, {
    abi: marketplaceAbi,
    functionName: "settleAuction",
    args: [
      terms,
      settlement,
      amount,
      await settler.signTypedData(settlementTypedData(domain, { auctionId: id, ...settlement })),
      await carol.signTypedData(bidTypedData(domain, bid)),
    ],
  });
}

await prepare();
await list();
await list();

const listed = await list();
await buy((await list()).terms);
const bought = await buy(listed.terms);
await approve(bob, PRICE);
const boughtExactly = await buy((await list()).terms);
await approve(bob, maxUint256);

await settle((await createAuction()).terms, 1n);
const created = await createAuction();
const settled = await settle(created.terms, 2n);
const deposited = await onMarketplace(bob, {
  abi: marketplaceAbi,
  functionName: "deposit",
  args: [bob.address, parseEther("5")],
});
// Both bids are signatures: nobody pays gas for them.
const auctionTwoBids = created.gas + settled;

/** Prototypes that the goals come from; quoted, not run here. */
const rows = [
  { name: "list", label: "List an item, escrowed, one transfer", gas: listed.gas, quoted: 78_104, goal: 80_000 },
  { name: "buy", label: "Buy it, 5 % fee", gas: bought, quoted: 80_128, goal: 79_000 },
  { name: "buyExactApproval", label: "Buy it, allowance spent exactly", gas: boughtExactly, goal: 82_500 },
  { name: "createAuction", label: "Create an auction, escrowed", gas: created.gas, quoted: 79_500, goal: 81_000 },
  { name: "settle", label: "Settle an off-chain bid, two signatures", gas: settled, quoted: 101_875, goal: 103_000 },
  { name: "auctionTwoBids", label: "Auction of two bids, everybody's gas", gas: auctionTwoBids, goal: 184_000 },
  { name: "deposit", label: "Deposit into the vault", gas: deposited, quoted: 44_482 },
];

console.table(
  rows.map(({ label, gas, quoted, goal }) => ({
    operation: label,
    "Plaza, measured": gas,
    "prototype, quoted": quoted ?? "",
    goal: goal ?? "",
    "measured / goal": goal ? (gas / goal).toFixed(3) : "",
  })),
);
writeResult("gas", Object.fromEntries(rows.map(({ name, gas }) => [name, { plaza: gas, peers: {} }])));
writePlot(
  "gas",
  barChart({
    title: "Gas of each operation, against its goal",
    unit: "gas",
    bars: rows.map(({ label, gas, goal }) => ({ label, value: gas, mark: goal })),
  }),
);
await chain.close();
