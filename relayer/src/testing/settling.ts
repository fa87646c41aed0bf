import { marketplaceAbi } from "@plaza/sdk";
import { decodeFunctionData, parseTransaction } from "viem";
import type { SettlementAttempt } from "../domain/settlements.ts";
import { placeBid } from "../intake/placeBid.ts";
import type { FakeChain } from "./fakeChain.ts";
import { addressOf, auctionOf, depositOf, type House, NOW, openHouse, people, signedBid, times } from "./house.ts";

/** The auction of stories about settling, and its times. */
export const { id, event, terms } = auctionOf();
export const END = NOW + 600;
/** From when it can be settled. */
export const OPEN = END + times.challenge;
/** From when anybody can begin to finalize. */
export const FINALIZABLE = END + times.extensionLimit + times.grace;

/** A house where Bob (100) and then Carol (105) have bid. */
export async function openWithBids(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  house.chain.mine({
    events: [event, depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)],
    timestamp: NOW + 1,
  });
  await house.follower.sync();
  for (const [account, amount] of [
    [people.bob, 100n],
    [people.carol, 105n],
  ] as const)
    await placeBid(house, await signedBid(account, id, amount), NOW + 1);
  return house;
}

/** Moves the chain to a time and lets the worker look at it; again, so that it sees what it did. */
export async function at(house: House, timestamp: number): Promise<void> {
  house.chain.mine({ timestamp, empty: true });
  await look(house);
}

/** Lets the worker look at the chain as it is. */
export async function look(house: House, times = 3): Promise<void> {
  for (let pass = 0; pass < times; pass++) {
    await house.follower.sync();
    await house.worker.tick();
    house.pass(1_000);
  }
}

export const attemptOf = (house: House): SettlementAttempt | undefined => house.ledger.state.book.attempt(id);

/** How the auction stands on the chain itself. */
export const onChain = (house: House) => house.chain.state().auction(id);

/** The settlements in all transactions that were ever sent. */
export const settlementsSent = (chain: FakeChain) =>
  chain.sent.map((raw) => {
    const call = decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" });
    if (call.functionName !== "settleAuction") throw new Error(`unexpected call of ${call.functionName}`);
    return call.args[1];
  });

/** Carol's money leaves. */
export const carolsWithdrawal = {
  name: "Withdrawn",
  account: addressOf(people.carol),
  amount: 1_000n,
  settler: "0x0e",
  nonce: 1n,
} as const;
