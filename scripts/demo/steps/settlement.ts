import { AuctionAlreadySettledError, feeSplit, marketplaceAbi } from "@plaza/sdk";
import { decodeFunctionData, type Hash } from "viem";
import { check, inCredits, indexed, present, refused, StoryError, until } from "../check.ts";
import { checkPurse, type Purse, purseOf } from "../money.ts";
import type { Outcome } from "../tell.ts";
import type { Actor, World } from "../world.ts";
import type { StoryAuction } from "./auction.ts";
import type { Standing } from "./bids.ts";
import { checkOwner } from "./market.ts";

/** A settlement of the story: its transaction, and the fee that the treasury is owed. */
export type StorySettlement = { transaction: Hash; fee: bigint };

async function checkSold(world: World, { id, seller }: StoryAuction, { winner, price }: Standing, fee: bigint) {
  const onChain = await world.studio.plaza.getAuction({ id });
  check("chain: auction", [onChain.status, onChain.winner, onChain.amount], ["SETTLED", winner.address, price]);
  const found = present("GraphQL: auction", await world.graphql.getAuctionById(id));
  check(
    "GraphQL: auction",
    [found.status, found.winner, found.amount, found.fee],
    [...(["SETTLED", winner.address, price, fee] as const)],
  );
  const filter = { source: ["AUCTION"], buyer: [winner.address], seller: [seller.address] } as const;
  const { nodes } = await world.graphql.getTrades({ filter });
  const trades = nodes.filter(({ auction }) => auction?.id === id);
  check(
    "GraphQL: trade",
    trades.map(({ total, proceeds }) => [total, proceeds]),
    [[price, price - fee]],
  );
}

/** Nobody of the story does anything: the relayer's worker settles by itself. */
export async function settled(
  world: World,
  auction: StoryAuction,
  standing: Standing,
): Promise<Outcome<StorySettlement>> {
  const { winner, loser, price } = standing;
  const before: [Actor, Purse][] = [];
  for (const actor of [winner, loser, auction.seller]) before.push([actor, await purseOf(actor)]);
  const { feeBps } = await winner.plaza.getAuction({ id: auction.id });

  const done = await until("relayer: the auction is settled", async () => {
    const { status, settlement } = await world.relayer.getAuction(auction.id);
    if (settlement?.state === "failed") throw new StoryError(`the settlement failed: ${settlement.reason}`);
    return status === "settled" ? present("relayer: settlement", settlement) : undefined;
  });
  const transaction = present("relayer: transaction", done.transaction);
  const receipt = await winner.plaza.getTransactionReceipt({ hash: transaction });
  await indexed(world, receipt);

  const { fee, proceeds } = feeSplit({ amount: price, feeBps });
  check("relayer: settlement", [done.winner, done.amount], [winner.address, price]);
  await checkSold(world, auction, standing, fee);
  await checkOwner(world, auction.item, winner.address);
  const changes = [{ free: -price }, {}, { wallet: proceeds }];
  for (const [index, [actor, purse]] of before.entries()) await checkPurse(world, actor, purse, changes[index] ?? {});
  const result = `${winner.name} owns it; ${auction.seller.name} ${inCredits(proceeds)}, fee ${inCredits(fee)}`;
  return { value: { transaction, fee }, gas: receipt.gasUsed, result };
}

/** Anybody may have the fees sent on; the treasury receives exactly those that are due. */
export async function collectFees(world: World, due?: bigint): Promise<Outcome<void>> {
  const { studio, treasury } = world;
  const before = await purseOf(treasury);
  const { receipt, amount } = await studio.plaza.collectFeesSync();
  await indexed(world, receipt);

  if (due !== undefined) check("event: collected fees", amount, due);
  await checkPurse(world, treasury, before, { wallet: amount });
  return { value: undefined, gas: receipt.gasUsed, result: `${inCredits(amount)} Credits` };
}

/** The relayer co-signs, the loser sends: everything is back in his wallet in one block. */
export async function withdrawAll(world: World, account: Actor): Promise<Outcome<void>> {
  const { plaza, address } = account;
  const before = await purseOf(account);
  const amount = before.free;
  const issuedAt = await world.now();
  const signature = await plaza.signWithdrawalRequest({ amount, issuedAt });
  const request = { account: address, amount, recipient: address, issuedAt, signature };
  const signed = await world.relayer.requestWithdrawal(request);
  const { receipt } = await plaza.withdrawSync({ withdrawal: signed.withdrawal, settlerSignature: signed.signature });
  await indexed(world, receipt);

  await checkPurse(world, account, before, { wallet: amount, free: -amount });
  return { value: undefined, gas: receipt.gasUsed, result: `${inCredits(amount)} Credits, all of them` };
}

/** The very settlement that was mined, sent once more by somebody else. */
export async function replay(
  world: World,
  sender: Actor,
  auction: StoryAuction,
  standing: Standing,
  { transaction, fee }: StorySettlement,
): Promise<Outcome<void>> {
  const { input } = await sender.plaza.getTransaction({ hash: transaction });
  const { functionName, args } = decodeFunctionData({ abi: marketplaceAbi, data: input });
  if (functionName !== "settleAuction") throw new StoryError(`the settlement called ${functionName}`);
  const [terms, settlement, maxAmount, settlerSignature, bidSignature] = args;
  const before = await purseOf(standing.winner);
  const again = { terms, settlement, maxAmount, settlerSignature, bidSignature };
  const refusal = await refused("a replay", () => sender.plaza.settleAuctionSync(again), AuctionAlreadySettledError);

  await checkSold(world, auction, standing, fee);
  await checkPurse(world, standing.winner, before, {});
  return { value: undefined, result: `${refusal.name}: "${refusal.shortMessage}"` };
}
