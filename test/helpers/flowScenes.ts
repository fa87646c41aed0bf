import {
  acceptOfferFlow,
  approveCreditsSync,
  auctionFlow,
  bidFlow,
  bidHash,
  buyFlow,
  buyManyFlow,
  buyoutFlow,
  cancelFlow,
  createOffer,
  depositFlow,
  executeExitFlow,
  type Flow,
  type FlowContext,
  type FlowOutcome,
  finalizeFlow,
  getAuction,
  getCreditsAllowance,
  getItemOwner,
  getListing,
  getOrderCounter,
  getPost,
  getPresented,
  getVault,
  isOrderNonceUsed,
  type ListingTerms,
  listFlow,
  listingId,
  mintCreditsSync,
  type Offer,
  offerFlow,
  postBidSync,
  presentBidFlow,
  type RelayerClient,
  receiptHash,
  requestExitFlow,
  requestExitSync,
  type SettleFlowParameters,
  settleFlow,
  signBid,
  signOffer,
  signSettlement,
  transferCreditsSync,
  updatePriceFlow,
  withdrawCreditFlow,
  withdrawFlow,
} from "@plaza/sdk";
import { type Address, type Hex, type LocalAccount, zeroHash } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type AuctionHouse, credits } from "./auctionHouse.ts";
import { actors, clientOf } from "./chain.ts";
import { openMarket } from "./market.ts";
import { until } from "./until.ts";

const { admin, alice, bob, carol, settler, receiptSigner } = actors;

/** What everything in these scenes costs. */
export const PRICE = credits(10);
const CHALLENGE = 5n;
const HARD_END_AND_GRACE = 180n;

/** What somebody is about to do in one go, and what it comes to. */
export type Scene = {
  /** Whose wallet is asked. */
  by: LocalAccount;
  plan(context: FlowContext): Promise<Flow<FlowOutcome>>;
  /** Whether it has happened, exactly once: by items and money on the chain. */
  isDone(): Promise<boolean>;
};

export type FlowScenes = ReturnType<typeof openFlowScenes>;

/** Things that players are about to do, each new: its own item, exactly the Credits that it takes, and nothing allowed yet. */
export function openFlowScenes(house: AuctionHouse, relayerOf: () => RelayerClient) {
  const { chain, domain } = house;
  const { credits: currency, marketplace, gameItems: token, orders, chainId } = chain.deployment;
  const market = openMarket(chain);
  const as = (account: LocalAccount) => clientOf(chain, account);
  const purse = ({ address }: LocalAccount) => house.balanceOf(address);
  const vault = ({ address }: LocalAccount) => getVault(as(admin), { marketplace, account: address });
  const owns = async ({ address }: { address: Address }, { tokenId }: { tokenId: bigint }) =>
    (await getItemOwner(as(admin), { token, tokenId })) === address;
  /** Somebody whose vault is empty, and for whom the chain sends what it is asked to send. */
  async function stranger() {
    const account = privateKeyToAccount(generatePrivateKey());
    const { address } = account;
    await house.time.setBalance({ address, value: 10n ** 18n });
    await house.time.impersonateAccount({ address });
    return account;
  }
  let nonce = 1_000_000n;

  async function allow(account: LocalAccount, spender: Address, amount: bigint) {
    const owner = account.address;
    if ((await getCreditsAllowance(as(account), { credits: currency, owner, spender })) === amount) return;
    await approveCreditsSync(as(account), { credits: currency, spender, amount });
  }
  /** Leaves somebody exactly so much. */
  async function fill(account: LocalAccount, amount: bigint) {
    const held = await purse(account);
    const [from, to] = held > amount ? [account, admin] : [admin, account];
    if (held > amount)
      await transferCreditsSync(as(from), { credits: currency, to: to.address, amount: held - amount });
    if (held < amount) await mintCreditsSync(as(admin), { credits: currency, to: to.address, amount: amount - held });
  }
  /** Somebody with exactly what something costs, of which nothing may be taken yet. */
  async function payer(account: LocalAccount, spender: Address, amount = PRICE) {
    await fill(account, amount);
    await allow(account, spender, 0n);
  }
  const sword = async (to: LocalAccount) =>
    ({ token, standard: "ERC721", tokenId: await market.mintSword(to.address) }) as const;
  async function listing(): Promise<ListingTerms> {
    const { listingId: _, receipt: __, ...terms } = await market.listSword(alice, PRICE);
    return terms;
  }
  /** Waits until the relayer knows what the chain knows. */
  async function known(id: Hex) {
    const relayer = relayerOf();
    await until("the relayer knows the auction", async () => (await relayer.getAuctions([id])).length === 1);
  }
  async function counted({ address }: LocalAccount) {
    const { free } = await getVault(as(admin), { marketplace, account: address });
    const relayer = relayerOf();
    await until("the relayer counts the deposit", async () => (await relayer.getFunds(address)).deposited === free);
  }
  /** An auction that is over, and a bid that the relayer of this chain knows nothing of. */
  async function ended() {
    const winner = carol;
    const { id, terms } = await house.auction({ startPrice: PRICE });
    await house.deposit(winner, PRICE);
    const { free } = await vault(winner);
    const bidSignature = await signBid(as(winner), { domain, auctionId: id, maxAmount: PRICE });
    return { id, terms, winner, bidSignature, free };
  }

  async function purchase(permit: boolean) {
    await payer(bob, marketplace);
    const terms = await listing();
    return {
      by: bob,
      terms,
      plan: (context: FlowContext) => buyFlow(context, { terms, maxTotal: PRICE, permit }),
      isDone: async () => (await owns(bob, terms)) && (await purse(bob)) === 0n,
    };
  }

  const scenes = {
    buy: () => purchase(false),
    buyByPermit: () => purchase(true),

    async buyMany() {
      await payer(bob, marketplace, 2n * PRICE);
      const all = [await listing(), await listing()];
      const purchases = all.map((terms) => ({ terms, maxTotal: PRICE }));
      return {
        by: bob,
        all,
        plan: (context: FlowContext) => buyManyFlow(context, { purchases }),
        isDone: async () =>
          (await Promise.all(all.map((terms) => owns(bob, terms)))).every(Boolean) && (await purse(bob)) === 0n,
      };
    },

    async buyout() {
      await payer(bob, marketplace);
      const { id, terms } = await house.auction({ startPrice: PRICE / 2n, buyoutPrice: PRICE });
      return {
        by: bob,
        id,
        terms,
        plan: (context: FlowContext) => buyoutFlow(context, { terms }),
        isDone: async () => (await owns(bob, terms)) && (await purse(bob)) === 0n,
      };
    },

    async list() {
      const goods = await sword(alice);
      return {
        by: alice,
        goods,
        plan: (context: FlowContext) => listFlow(context, { ...goods, price: PRICE }),
        isDone: () => owns({ address: marketplace }, goods),
      };
    },

    async updatePrice() {
      const terms = await listing();
      const id = listingId(domain, terms);
      return {
        by: alice,
        terms,
        plan: (context: FlowContext) => updatePriceFlow(context, { terms, price: PRICE / 2n }),
        isDone: async () => (await getListing(as(alice), { marketplace, id })).price === PRICE / 2n,
      };
    },

    async cancel() {
      const terms = await listing();
      return {
        by: alice,
        terms,
        plan: (context: FlowContext) => cancelFlow(context, { listing: terms }),
        isDone: () => owns(alice, terms),
      };
    },
    async cancelAuction() {
      const { terms } = await house.auction({ startPrice: PRICE, startIn: 3_600 });
      return {
        by: alice,
        terms,
        plan: (context: FlowContext) => cancelFlow(context, { auction: terms }),
        isDone: () => owns(alice, terms),
      };
    },
    async cancelOrders() {
      const cancelled = nonce++;
      return {
        by: bob,
        cancelled,
        plan: (context: FlowContext) => cancelFlow(context, { nonces: [cancelled] }),
        isDone: () => isOrderNonceUsed(as(bob), { orders, account: bob.address, nonce: cancelled }),
      };
    },
    async cancelExit() {
      const dave = await stranger();
      await house.deposit(dave, PRICE);
      await requestExitSync(as(dave), { marketplace, amount: PRICE });
      return {
        by: dave,
        plan: (context: FlowContext) => cancelFlow(context, { exit: true }),
        isDone: async () => {
          const { exiting, free } = await vault(dave);
          return exiting === 0n && free === PRICE;
        },
      };
    },

    async auction() {
      const goods = await sword(alice);
      const start = (await market.now()) + 3_600n;
      return {
        by: alice,
        goods,
        start,
        plan: (context: FlowContext) => auctionFlow(context, { ...goods, startPrice: PRICE, start, end: start + 600n }),
        isDone: () => owns({ address: marketplace }, goods),
      };
    },

    async bid() {
      const bidder = await stranger();
      await payer(bidder, marketplace);
      const { id, terms } = await house.auction({ startPrice: PRICE, buyoutPrice: 10n * PRICE });
      await known(id);
      return {
        by: bidder,
        id,
        terms,
        plan: (context: FlowContext) => bidFlow(context, { terms, maxAmount: PRICE }),
        isDone: async () => {
          const bids = await relayerOf().getBids(id);
          const isOne = bids.length === 1 && bids[0]?.bidder === bidder.address;
          return isOne && (await vault(bidder)).free === PRICE && (await purse(bidder)) === 0n;
        },
      };
    },
    /** Raises a bid that was posted before, and has the difference. */
    async bidOnChain() {
      await payer(bob, marketplace, PRICE / 2n);
      const { id, terms } = await house.auction({ startPrice: PRICE / 2n });
      await allow(bob, marketplace, PRICE / 2n);
      await postBidSync(as(bob), { marketplace, terms, amount: PRICE / 2n });
      await fill(bob, PRICE / 2n);
      return {
        by: bob,
        id,
        terms,
        plan: (context: FlowContext) => bidFlow(context, { terms, maxAmount: PRICE, via: "chain" }),
        isDone: async () => {
          const post = await getPost(as(bob), { marketplace, id });
          return post.bidder === bob.address && post.amount === PRICE && (await purse(bob)) === 0n;
        },
      };
    },

    async deposit() {
      await payer(bob, marketplace);
      const { free } = await vault(bob);
      return {
        by: bob,
        plan: (context: FlowContext) => depositFlow(context, { amount: PRICE }),
        isDone: async () => (await vault(bob)).free === free + PRICE && (await purse(bob)) === 0n,
      };
    },
    /** Everything that is free. */
    async withdraw() {
      const erin = await stranger();
      await house.deposit(erin, PRICE);
      await counted(erin);
      return {
        by: erin,
        plan: (context: FlowContext) => withdrawFlow(context, { amount: PRICE }),
        isDone: async () => (await vault(erin)).free === 0n && (await purse(erin)) === PRICE,
      };
    },
    async requestExit() {
      const dave = await stranger();
      await house.deposit(dave, PRICE);
      return {
        by: dave,
        plan: (context: FlowContext) => requestExitFlow(context, { amount: PRICE }),
        isDone: async () => {
          const now = await vault(dave);
          return now.exiting === PRICE && now.free === 0n;
        },
      };
    },
    async executeExit() {
      const dave = await stranger();
      await house.deposit(dave, PRICE);
      const { exitableAt } = await requestExitSync(as(dave), { marketplace, amount: PRICE });
      await house.moveTo(exitableAt);
      return {
        by: dave,
        plan: (context: FlowContext) => executeExitFlow(context, {}),
        isDone: async () => {
          const now = await vault(dave);
          return now.exiting === 0n && (await purse(dave)) === PRICE;
        },
      };
    },
    /** A post that was beaten. */
    async withdrawCredit() {
      const { terms } = await house.auction({ startPrice: PRICE });
      for (const [bidder, amount] of [
        [bob, PRICE],
        [carol, 2n * PRICE],
      ] as const) {
        await fill(bidder, amount);
        await allow(bidder, marketplace, amount);
        await postBidSync(as(bidder), { marketplace, terms, amount });
      }
      const { credit } = await vault(bob);
      return {
        by: bob,
        plan: (context: FlowContext) => withdrawCreditFlow(context, {}),
        isDone: async () => (await vault(bob)).credit === 0n && (await purse(bob)) === credit,
      };
    },

    async offer() {
      await payer(bob, orders);
      const goods = await sword(alice);
      const given = { ...goods, price: PRICE, nonce: nonce++ };
      return {
        by: bob,
        given,
        plan: (context: FlowContext) => offerFlow(context, given),
        isDone: async () => {
          const { orders: found } = await relayerOf().getOrders({ token, tokenIds: [goods.tokenId], kind: "offer" });
          const allowance = await getCreditsAllowance(as(bob), {
            credits: currency,
            owner: bob.address,
            spender: orders,
          });
          return found.length === 1 && allowance === PRICE && (await purse(bob)) === PRICE;
        },
      };
    },
    async acceptOffer() {
      await payer(bob, orders);
      await allow(bob, orders, PRICE);
      const goods = await sword(alice);
      const counter = await getOrderCounter(as(bob), { orders, account: bob.address });
      const offer: Offer = createOffer({ ...goods, buyer: bob.address, price: PRICE, nonce: nonce++, counter });
      const signature = await signOffer(as(bob), { domain: { chainId, orders }, offer });
      return {
        by: alice,
        goods,
        offer,
        signature,
        plan: (context: FlowContext) => acceptOfferFlow(context, { offer, signature, minProceeds: 1n }),
        isDone: async () => (await owns(bob, goods)) && (await purse(bob)) === 0n,
      };
    },

    async settle() {
      const { id, terms, winner, bidSignature, free } = await ended();
      await house.moveTo(terms.end + CHALLENGE);
      const settlement = { winner: winner.address, amount: PRICE, nonce: nonce++, deadline: terms.end + 600n };
      const settlerSignature = await signSettlement(as(settler), { domain, auctionId: id, ...settlement });
      const given: SettleFlowParameters = { terms, settlement, maxAmount: PRICE, settlerSignature, bidSignature };
      return {
        by: bob,
        given,
        plan: (context: FlowContext) => settleFlow(context, given),
        isDone: async () => (await owns(winner, terms)) && (await vault(winner)).free === free - PRICE,
      };
    },
    async presentBid() {
      const { id, terms, winner, bidSignature } = await ended();
      const bid = { bidder: winner.address, maxAmount: PRICE };
      const receipt = { amount: PRICE, sequence: 1n, receivedAt: terms.start, previous: zeroHash };
      const digest = receiptHash(domain, {
        ...receipt,
        auctionId: id,
        bidHash: bidHash(domain, { auctionId: id, ...bid }),
      });
      const right = { terms, bid, bidSignature, receipt, receiptSignature: await receiptSigner.sign({ hash: digest }) };
      await house.moveTo(terms.end);
      return {
        by: bob,
        right,
        plan: (context: FlowContext) => presentBidFlow(context, right),
        isDone: async () => (await getPresented(as(bob), { marketplace, id })).length === 1,
      };
    },
    async finalize() {
      const { id, terms } = await house.auction({ startPrice: PRICE });
      await house.moveTo(terms.end + HARD_END_AND_GRACE);
      return {
        by: bob,
        terms,
        plan: (context: FlowContext) => finalizeFlow(context, { terms }),
        isDone: async () => (await getAuction(as(bob), { marketplace, id })).status === "FINALIZING",
      };
    },
  } satisfies Record<string, () => Promise<Scene>>;

  return {
    ...{ house, scenes, market, as, relayerOf, stranger, known, counted },
    ...{ allow, fill, purse, vault },
    /** A number that no settler or maker has signed. */
    fresh: () => nonce++,
  };
}
