import {
  approveCreditsSync,
  bumpCounterSync,
  buyoutAuctionSync,
  buySync,
  cancelExitSync,
  cancelOrdersSync,
  creditsAbi,
  depositSync,
  finalizeAuctionSync,
  gameItemsAbi,
  type ListingTerms,
  postBidSync,
  presentBidSync,
  type Recovery,
  settleAuctionSync,
  signBid,
  signCreditsPermit,
  signWithdrawal,
  updatePriceSync,
  withdrawCreditSync,
  withdrawSync,
} from "@plaza/sdk";
import { type Address, type Hex, type LocalAccount, zeroAddress } from "viem";
import { actors } from "./chain.ts";
import { type FlowScenes, PRICE, type Scene } from "./flowScenes.ts";
import { until } from "./until.ts";

const { alice, bob, carol, settler } = actors;

export type SceneName = keyof FlowScenes["scenes"];

type SceneOf<name extends SceneName> = Awaited<ReturnType<FlowScenes["scenes"][name]>>;

/** Something that comes between what somebody has planned and its end. */
export type Meanwhile = {
  scene: SceneName;
  /** As the docs say it. */
  when: string;
  /** Before which step, from zero. */
  at: number;
  /** Plans nothing yet: gives the scene, and lets it happen. */
  open(flows: FlowScenes): Promise<{ scene: Scene; happen(): Promise<unknown> }>;
};

/** What is told then, and nothing more is sent. */
export type Ends = Meanwhile & { tells: string; recovery: Recovery; missing?: bigint | undefined };

type Act<name extends SceneName> = (scene: SceneOf<name>, flows: FlowScenes) => Promise<unknown>;

function meanwhile<name extends SceneName>(scene: name, when: string, at: number, act: Act<name>): Meanwhile {
  return {
    ...{ scene, when, at },
    async open(flows) {
      const opened = (await flows.scenes[scene]()) as SceneOf<name>;
      return { scene: opened, happen: () => act(opened, flows) };
    },
  };
}

const told =
  (tells: string, recovery: Recovery, missing?: bigint) =>
  (which: Meanwhile): Ends => ({ ...which, tells, recovery, missing });

const sold = told("ListingNotActiveError", "browse_similar");
const over = told("ListingOverError", "refresh_listings");
const short = told("NotEnoughCreditsError", "top_up", (PRICE * 3n) / 4n);

const ofChain = ({ house }: FlowScenes) => house.chain.deployment;
const buyAll = async (flows: FlowScenes, ...all: ListingTerms[]) => {
  const { marketplace } = ofChain(flows);
  await rich(flows, carol, PRICE * BigInt(all.length));
  for (const terms of all) await buySync(flows.as(carol), { marketplace, terms, maxTotal: PRICE });
};
/** Somebody with so much, of which the Marketplace may take all. */
const rich = async (flows: FlowScenes, account: LocalAccount, amount: bigint) => {
  await flows.fill(account, amount);
  await flows.allow(account, ofChain(flows).marketplace, amount);
};
const spend = ({ by }: Scene, { fill }: FlowScenes) => fill(by, PRICE / 4n);
const revoke = ({ by }: Scene, flows: FlowScenes) => flows.allow(by, ofChain(flows).marketplace, 0n);
const giveAway = ({ goods }: { goods: { token: Address; tokenId: bigint } }, { as, house }: FlowScenes) =>
  as(alice)
    .writeContract({
      address: goods.token,
      abi: gameItemsAbi,
      functionName: "transferFrom",
      args: [alice.address, carol.address, goods.tokenId],
    })
    .then(house.mined);
const passTime = ({ terms: { end } }: { terms: { end: bigint } }, { house }: FlowScenes) => house.moveTo(end);
/** Somebody else bids twice as much. */
async function outbid({ id }: { id: Hex }, flows: FlowScenes) {
  const rival = await flows.stranger();
  await flows.house.deposit(rival, 2n * PRICE);
  await flows.counted(rival);
  await flows.relayerOf().placeBid(await flows.house.bid(rival, id, 2n * PRICE));
}
/** Whoever acts takes what covers the bid for another auction. */
async function bidElsewhere({ by }: Scene, flows: FlowScenes) {
  const { id } = await flows.house.auction({ startPrice: PRICE });
  await flows.known(id);
  await flows.counted(by);
  const signature = await signBid(flows.as(by), { domain: flows.house.domain, auctionId: id, maxAmount: PRICE });
  await flows.relayerOf().placeBid({ auctionId: id, bidder: by.address, maxAmount: PRICE, signature });
}
async function buyOut({ terms }: SceneOf<"buyout">, flows: FlowScenes) {
  await rich(flows, carol, PRICE);
  await buyoutAuctionSync(flows.as(carol), { marketplace: ofChain(flows).marketplace, terms });
}
async function postMore({ terms }: SceneOf<"bidOnChain">, flows: FlowScenes) {
  await rich(flows, carol, 2n * PRICE);
  await postBidSync(flows.as(carol), { marketplace: ofChain(flows).marketplace, terms, amount: 2n * PRICE });
}
async function takeOut({ by }: Scene, flows: FlowScenes) {
  const { house, as } = flows;
  const nonceAndDeadline = { nonce: flows.fresh(), deadline: BigInt(await house.now()) + 300n };
  const withdrawal = { account: by.address, amount: PRICE, recipient: by.address, ...nonceAndDeadline };
  const settlerSignature = await signWithdrawal(as(settler), { domain: house.domain, withdrawal });
  await withdrawSync(as(by), { marketplace: ofChain(flows).marketplace, withdrawal, settlerSignature });
}

/** What ends a flow: each with its own words, and nothing is allowed, signed or paid for it any more. */
export const ends: readonly Ends[] = [
  sold(meanwhile("buy", "the item is sold", 0, ({ terms }, flows) => buyAll(flows, terms))),
  sold(meanwhile("buy", "the item is sold", 1, ({ terms }, flows) => buyAll(flows, terms))),
  sold(meanwhile("buyByPermit", "the item is sold", 0, ({ terms }, flows) => buyAll(flows, terms))),
  told(
    "PriceAboveMaximumError",
    "refresh_listings",
  )(
    meanwhile("buy", "the price rises", 0, ({ terms }, flows) =>
      updatePriceSync(flows.as(alice), { marketplace: ofChain(flows).marketplace, terms, price: 2n * PRICE }),
    ),
  ),
  short(meanwhile("buy", "the Credits are spent", 0, spend)),
  short(meanwhile("buy", "the Credits are spent", 1, spend)),
  sold(meanwhile("buyMany", "everything is sold", 0, ({ all }, flows) => buyAll(flows, ...all))),
  sold(meanwhile("buyMany", "everything is sold", 1, ({ all }, flows) => buyAll(flows, ...all))),
  told(
    "NotEnoughCreditsError",
    "top_up",
    2n * PRICE - PRICE / 4n,
  )(meanwhile("buyMany", "the Credits are spent", 1, spend)),
  told("AuctionAlreadySettledError", "refresh_listings")(meanwhile("buyout", "another buys it out", 0, buyOut)),
  told("AuctionNotRunningError", "refresh_listings")(meanwhile("buyout", "the auction ends", 0, passTime)),
  short(meanwhile("buyout", "the Credits are spent", 1, spend)),
  told("ERC721InsufficientApprovalError", "refresh_listings")(meanwhile("list", "the item is given away", 0, giveAway)),
  told(
    "ERC721InsufficientApprovalError",
    "refresh_listings",
  )(meanwhile("auction", "the item is given away", 0, giveAway)),
  told(
    "InvalidAuctionTimesError",
    "cancel",
  )(meanwhile("auction", "its time is over", 0, ({ start }, { house }) => house.moveTo(start + 600n))),
  over(meanwhile("updatePrice", "the item is sold", 0, ({ terms }, flows) => buyAll(flows, terms))),
  over(meanwhile("cancel", "the item is sold", 0, ({ terms }, flows) => buyAll(flows, terms))),
  told(
    "AuctionAlreadyStartedError",
    "cancel",
  )(meanwhile("cancelAuction", "the auction starts", 0, ({ terms }, { house }) => house.moveTo(terms.start))),
  told(
    "OrderNonceUsedError",
    "browse_similar",
  )(
    meanwhile("cancelOrders", "the order is over", 0, ({ cancelled }, flows) =>
      cancelOrdersSync(flows.as(bob), { orders: ofChain(flows).orders, nonces: [cancelled] }),
    ),
  ),
  told(
    "NoExitError",
    "view_credits",
  )(
    meanwhile("cancelExit", "the exit is taken back elsewhere", 0, ({ by }, flows) =>
      cancelExitSync(flows.as(by), { marketplace: ofChain(flows).marketplace }),
    ),
  ),
  told("RelayerBidTooLowError", "retry")(meanwhile("bid", "somebody bids more", 0, outbid)),
  told("RelayerBidTooLowError", "retry")(meanwhile("bid", "somebody bids more", 1, outbid)),
  told("RelayerBidTooLowError", "retry")(meanwhile("bid", "somebody bids more", 3, outbid)),
  told(
    "RelayerAuctionEndedError",
    "browse_similar",
  )(
    meanwhile("bid", "the auction ends", 0, async (scene, flows) => {
      await passTime(scene, flows);
      await until("the relayer knows", async () => (await flows.relayerOf().getAuction(scene.id)).status !== "live");
    }),
  ),
  short(meanwhile("bid", "the Credits are spent", 0, spend)),
  told("RelayerNotCoveredError", "top_up")(meanwhile("bid", "another bid takes the deposit", 2, bidElsewhere)),
  told("BidTooLowError", "refresh_listings")(meanwhile("bidOnChain", "somebody posts more", 0, postMore)),
  told(
    "AuctionNotRunningError",
    "refresh_listings",
  )(meanwhile("bidOnChain", "the auction of a post ends", 0, passTime)),
  told("NotEnoughCreditsError", "top_up", PRICE / 4n)(meanwhile("bidOnChain", "the Credits are spent", 0, spend)),
  short(meanwhile("deposit", "the Credits are spent", 0, spend)),
  told(
    "RelayerInsufficientFreeError",
    "view_credits",
  )(meanwhile("withdraw", "a bid takes what is free", 0, bidElsewhere)),
  told("InsufficientFreeError", "top_up")(meanwhile("requestExit", "what is free leaves otherwise", 0, takeOut)),
  told(
    "NoExitError",
    "view_credits",
  )(
    meanwhile("executeExit", "the exit is taken back", 0, ({ by }, flows) =>
      cancelExitSync(flows.as(by), { marketplace: ofChain(flows).marketplace }),
    ),
  ),
  told(
    "NoCreditError",
    "view_credits",
  )(
    meanwhile("withdrawCredit", "it is collected elsewhere", 0, ({ by }, flows) =>
      withdrawCreditSync(flows.as(by), { marketplace: ofChain(flows).marketplace }),
    ),
  ),
  told(
    "OrderNonceUsedError",
    "browse_similar",
  )(
    meanwhile("offer", "its nonce is cancelled", 0, ({ given }, flows) =>
      cancelOrdersSync(flows.as(bob), { orders: ofChain(flows).orders, nonces: [given.nonce] }),
    ),
  ),
  told(
    "CounterMismatchError",
    "browse_similar",
  )(
    meanwhile("offer", "all orders are cancelled", 1, (_, flows) =>
      bumpCounterSync(flows.as(bob), { orders: ofChain(flows).orders }),
    ),
  ),
  short(meanwhile("offer", "the Credits are spent", 1, spend)),
  told(
    "OrderNonceUsedError",
    "browse_similar",
  )(
    meanwhile("acceptOffer", "the offer is taken back", 0, ({ offer }, flows) =>
      cancelOrdersSync(flows.as(bob), { orders: ofChain(flows).orders, nonces: [offer.nonce] }),
    ),
  ),
  told(
    "OfferNotCoveredError",
    "refresh_listings",
  )(meanwhile("acceptOffer", "the buyer spends his Credits", 0, (_, { fill }) => fill(bob, 0n))),
  told(
    "OfferNotCoveredError",
    "refresh_listings",
  )(
    meanwhile("acceptOffer", "the buyer takes back his approval", 1, (_, flows) =>
      flows.allow(bob, ofChain(flows).orders, 0n),
    ),
  ),
  told("ERC721InvalidApproverError", "cancel")(meanwhile("acceptOffer", "the item is given away", 0, giveAway)),
  told(
    "AuctionAlreadySettledError",
    "refresh_listings",
  )(
    meanwhile("settle", "somebody else settles it", 0, ({ given }, flows) =>
      settleAuctionSync(flows.as(carol), { marketplace: ofChain(flows).marketplace, ...given }),
    ),
  ),
  told(
    "DeadlinePassedError",
    "retry",
  )(
    meanwhile("settle", "its deadline passes", 0, ({ given }, { house }) =>
      house.moveTo(given.settlement.deadline + 1n),
    ),
  ),
  told(
    "NotAmongTheBestError",
    "refresh_listings",
  )(
    meanwhile("presentBid", "somebody else presents it", 0, ({ right }, flows) =>
      presentBidSync(flows.as(carol), { marketplace: ofChain(flows).marketplace, ...right }),
    ),
  ),
  told(
    "FinalizeNotOpenError",
    "retry",
  )(
    meanwhile("finalize", "somebody else has announced it", 0, ({ terms }, flows) =>
      finalizeAuctionSync(flows.as(carol), { marketplace: ofChain(flows).marketplace, terms }),
    ),
  ),
];

/** What undoes a step that was done: it is asked for once more, and the flow comes to its end. */
export const renewals: readonly Meanwhile[] = [
  ...(["buy", "buyMany", "buyout", "bid", "bidOnChain", "deposit"] as const).map((scene) =>
    meanwhile(scene, "the approval is taken back", 1, (opened: Scene, flows) => revoke(opened, flows)),
  ),
  meanwhile("buyByPermit", "another permit is used first", 1, async ({ by }, flows) => {
    const { credits, chainId } = ofChain(flows);
    const deadline = BigInt(await flows.house.now()) + 600n;
    const given = { value: 1n, deadline, spender: carol.address };
    const { v, r, s } = await signCreditsPermit(flows.as(by), { ...given, chainId, credits });
    const args = [by.address, given.spender, given.value, deadline, v, r, s] as const;
    const permit = { address: credits, abi: creditsAbi, functionName: "permit", args } as const;
    await flows.house.mined(await flows.as(carol).writeContract(permit));
  }),
  meanwhile("offer", "the approval is taken back", 1, (_, flows) => flows.allow(bob, ofChain(flows).orders, 0n)),
  meanwhile("acceptOffer", "the approval is taken back", 1, async ({ goods }, { as, house }) => {
    const args = [zeroAddress, goods.tokenId] as const;
    const approve = { address: goods.token, abi: gameItemsAbi, functionName: "approve", args } as const;
    await house.mined(await as(alice).writeContract(approve));
  }),
];

/** Deposits for a bid that a flow is about to deposit for. */
export async function depositElsewhere({ by }: Scene, flows: FlowScenes): Promise<void> {
  const { credits, marketplace } = ofChain(flows);
  await approveCreditsSync(flows.as(by), { credits, spender: marketplace, amount: PRICE });
  await depositSync(flows.as(by), { marketplace, amount: PRICE });
  await flows.counted(by);
}
