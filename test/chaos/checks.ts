import { type BidRecord, createRelayerClient, marketplaceAbi, type SignedReceipt, verifyBidLog } from "@plaza/sdk";
import { type Address, createPublicClient, type Hex, http, isAddressEqual, type PublicClient } from "viem";
import type { Crowd, Placed, Withdrawn } from "./crowd.ts";
import type { Bidder, Lot, Market } from "./market.ts";
import type { ShakyChain } from "./shakyChain.ts";
import { until } from "./wait.ts";

/** What was looked at after the faults, and all that was wrong. */
export type Findings = {
  counts: {
    bidsAcknowledged: number;
    bidsRefused: number;
    bidsInLogs: number;
    asksAgain: number;
    withdrawalsSigned: number;
    withdrawalsCarriedOut: number;
    /** Signed, and not carried out because they came to the chain after their deadline. */
    withdrawalsExpired: number;
    auctionsSettled: number;
    auctionsReturned: number;
  };
  /** One line each. */
  faults: string[];
};

type Ground = { chain: ShakyChain; market: Market; crowd: Crowd; url: string; bidders: readonly Bidder[] };

const PAGE = 500;

/** The longest that a signed withdrawal is good for, by MECHANISM.md 15. */
const WITHDRAWAL_SECONDS = 600;

/** Milliseconds until what expired last is surely so: the block that it would be late for has to become final. */
const COVER_MS = 60_000;

/** The whole log of an auction, as anybody can read it. */
export async function readLog(url: string, id: Hex): Promise<BidRecord[]> {
  const client = createRelayerClient({ url, timeout: 30_000 });
  const log: BidRecord[] = [];
  for (;;) {
    const page = await client.getBids(id, { after: log.length, limit: PAGE });
    log.push(...page);
    if (page.length < PAGE) return log;
  }
}

/** Looks at everything that was promised, once all auctions are over. */
export async function check({ chain, market, crowd, url, bidders }: Ground): Promise<Findings> {
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  const { marketplace } = market.domain;
  const { receiptSigner } = await createRelayerClient({ url }).getKeys();
  const faults: string[] = [];
  const events = { address: marketplace, abi: marketplaceAbi, fromBlock: 0n, strict: true } as const;
  const settled = await client.getContractEvents({ ...events, eventName: "AuctionSettled" });
  const returned = await client.getContractEvents({ ...events, eventName: "AuctionReturned" });
  const spent = new Map<Address, bigint>();
  const spend = (account: Address, amount: bigint) => spent.set(account, (spent.get(account) ?? 0n) + amount);
  let bidsInLogs = 0;
  const byAuction = ({ args }: { args: { auctionId: Hex } }) => args.auctionId;
  const [placedOn, salesOf, returnsOf] = [
    Map.groupBy(crowd.placed, ({ lot }) => lot.id),
    Map.groupBy(settled, byAuction),
    Map.groupBy(returned, byAuction),
  ];

  for (const lot of crowd.lots) {
    const placed = placedOn.get(lot.id) ?? [];
    const log = await readLog(url, lot.id);
    bidsInLogs += log.length;
    const kept = placed.flatMap(({ receipt }) => receipt ?? []);
    const verdict = await verifyBidLog({
      ...{ domain: market.domain, auctionId: lot.id, auction: lot.terms, bids: log, signer: receiptSigner, kept },
    });
    for (const { fault, sequence } of verdict.faults) faults.push(`${lot.id}: ${fault} at ${sequence} of its log`);
    if (verdict.secret > 0) faults.push(`${lot.id}: ${verdict.secret} maxima are secret after its end`);
    faults.push(...compare(lot, placed, log));

    const sales = salesOf.get(lot.id) ?? [];
    const ends = sales.length + (returnsOf.get(lot.id)?.length ?? 0);
    if (ends !== 1) faults.push(`${lot.id}: ended ${ends} times`);
    for (const { args } of sales) {
      spend(args.winner, args.amount);
      const { lead } = verdict;
      if (lead === null || !isAddressEqual(lead.bidder, args.winner) || lead.price !== args.amount)
        faults.push(
          `${lot.id}: settled with ${args.winner} at ${args.amount}, not with ${lead?.bidder} at ${lead?.price}`,
        );
    }
    if (log.length > 0 && sales.length === 0) faults.push(`${lot.id}: not settled, though there are bids`);
  }

  const withdrawals = { carriedOut: 0, expired: 0 };
  for (const withdrawal of crowd.withdrawn) {
    const end = await endOf(client, withdrawal);
    if (end === "stuck")
      faults.push(`${withdrawal.account}: a signed withdrawal of ${withdrawal.amount} failed before its deadline`);
    else withdrawals[end] += 1;
    if (end === "carriedOut") spend(withdrawal.account, withdrawal.amount);
  }
  const relayer = createRelayerClient({ url });
  // One whose signature never reached who asked for it holds its cover until its deadline.
  chain.leap(chain.head.timestamp + WITHDRAWAL_SECONDS + 1);
  for (const { address, deposit } of bidders) {
    const args = [address] as const;
    const vault = await client.readContract({
      address: marketplace,
      abi: marketplaceAbi,
      functionName: "vaultOf",
      args,
    });
    const left = deposit - (spent.get(address) ?? 0n);
    if (vault.free !== left) faults.push(`${address}: ${vault.free} in the vault, not ${left}`);
    // All auctions are over and all withdrawals carried out or expired: nothing may be held back any more.
    const free = async () => (await relayer.getFunds(address)).available === vault.free;
    await until(`all of ${address} is free again`, free, COVER_MS).catch((error: unknown) =>
      faults.push(`${address}: ${error instanceof Error ? error.message : error} There are ${vault.free}.`),
    );
  }
  const bidsAcknowledged = crowd.placed.filter(({ receipt }) => receipt).length;
  return {
    counts: {
      bidsAcknowledged,
      bidsRefused: crowd.placed.length - bidsAcknowledged,
      bidsInLogs,
      asksAgain: crowd.asksAgain,
      withdrawalsSigned: crowd.withdrawn.length,
      withdrawalsCarriedOut: withdrawals.carriedOut,
      withdrawalsExpired: withdrawals.expired,
      auctionsSettled: settled.length,
      auctionsReturned: returned.length,
    },
    faults,
  };
}

/** What became of a signed withdrawal, whose transaction is in a block: late for its deadline, or refused for what must not be. */
async function endOf(client: PublicClient, { hash, deadline }: Withdrawn): Promise<"carriedOut" | "expired" | "stuck"> {
  const { status, blockNumber } = await client.getTransactionReceipt({ hash });
  if (status === "success") return "carriedOut";
  const { timestamp } = await client.getBlock({ blockNumber });
  return timestamp > deadline ? "expired" : "stuck";
}

/** Compares what bidders were told with what an auction's log says. */
function compare({ id }: Lot, placed: readonly Placed[], log: readonly BidRecord[]): string[] {
  const faults: string[] = [];
  const known = new Map(log.map((bid) => [bid.bidHash, bid]));
  const acknowledged: (Placed & { receipt: SignedReceipt })[] = [];
  for (const bid of placed) {
    const { receipt, bidHash } = bid;
    if (receipt === undefined) {
      if (known.has(bidHash)) faults.push(`${id}: ${bidHash} was refused, and is in the log`);
    } else {
      if (known.get(bidHash)?.receipt.hash !== receipt.hash)
        faults.push(`${id}: ${bidHash} was acknowledged, and is lost`);
      acknowledged.push({ ...bid, receipt });
    }
  }
  // Whoever bids after another was answered comes after him.
  const bySent = acknowledged.toSorted((a, b) => a.sentAt - b.sentAt);
  const byAnswer = acknowledged.toSorted((a, b) => a.answeredAt - b.answeredAt);
  let newest = 0n;
  let next = 0;
  for (const { sentAt, receipt } of bySent) {
    for (let answered = byAnswer[next]; answered && answered.answeredAt < sentAt; answered = byAnswer[++next])
      if (answered.receipt.sequence > newest) newest = answered.receipt.sequence;
    if (receipt.sequence <= newest) faults.push(`${id}: bid ${receipt.sequence} came after ${newest} was acknowledged`);
  }
  return faults;
}
