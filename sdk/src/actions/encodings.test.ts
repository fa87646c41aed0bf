import { expect } from "chai";
import { type Address, decodeFunctionData, type Hex, parseTransaction, zeroAddress } from "viem";
import { fakeNode, player } from "../../testing/node.ts";
import { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, ordersAbi } from "../abi/index.ts";
import { createOffer, createSignedListing } from "../orders/index.ts";
import {
  encodeAuctionData,
  encodeListingData,
  packAuctionRules,
  packListingParams,
  packSchedule,
} from "../rules/index.ts";
import * as actions from "./index.ts";
import { plazaActions } from "./plazaActions.ts";

const at = (digit: string): Address => `0x${digit.repeat(40)}`;
const [marketplace, credits, gameItems, gameResources] = [at("1"), at("2"), at("3"), at("4")] as const;
const orders = at("7");
const deployment = { chainId: 31337, marketplace, orders, credits, gameItems, gameResources, startBlock: 0n };
const abis = {
  [marketplace]: marketplaceAbi,
  [orders]: ordersAbi,
  [credits]: creditsAbi,
  [gameItems]: gameItemsAbi,
  [gameResources]: gameResourcesAbi,
};

const bob = at("5");
const id: Hex = `0x${"6".repeat(64)}`;
const signature: Hex = `0x${"78".repeat(65)}`;
const listing = {
  seller: bob,
  salt: 9n,
  token: gameItems,
  tokenId: 7n,
  quantity: 3n,
  schedule: 8n,
  taker: zeroAddress,
};
const params = { startPrice: 5n, reservePrice: 6n, start: 1n, end: 2n, incrementBps: 500n, salt: 9n };
const rules = packAuctionRules(params);
const auction = {
  ...{ seller: bob, token: gameItems, tokenId: 7n, quantity: 1n },
  startPrice: 5n,
  reservePrice: 6n,
  rules,
  salt: 9n,
};
const signedListing = createSignedListing({
  seller: bob,
  token: gameResources,
  standard: "ERC1155",
  tokenId: 8n,
  quantity: 3n,
  price: 5n,
  nonce: 1n,
});
const offer = createOffer({ buyer: bob, token: gameItems, standard: "ERC721", tokenId: 7n, price: 5n, nonce: 2n });
const stack = { token: gameResources, standard: "ERC1155", tokenId: 8n } as const;
const item = { token: gameItems, standard: "ERC721", tokenId: 7n } as const;
const settlement = { winner: bob, amount: 4n, nonce: 1n, deadline: 2n };
const bid = { bidder: bob, maxAmount: 5n };
const receipt = { amount: 4n, sequence: 1n, receivedAt: 2n, previous: id };
const withdrawal = { amount: 4n, recipient: bob, nonce: 1n, deadline: 2n };
const traits = { kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "MAGE", power: 9 } as const;
const encodedTraits = { kind: 1, itemType: 1, rarity: 3, class: 4, biome: 0, power: 9, defense: 0, speed: 0, luck: 0 };
const permit = { value: 5n, deadline: 2n, v: 27, r: id, s: id };
const me = player.address;

/** Every write: what the extended client is given, and the call that must come of it. */
const table = {
  listItem: [
    [
      { ...item, price: 5n, expiry: 2n, salt: 9n },
      gameItems,
      "safeTransferFrom",
      [me, marketplace, 7n, encodeListingData({ price: 5n, expiry: 2n, salt: 9n })],
    ],
    [
      { ...stack, quantity: 4n, price: 5n, salt: 9n },
      gameResources,
      "safeTransferFrom",
      [me, marketplace, 8n, 4n, encodeListingData({ price: 5n, expiry: 0n, salt: 9n })],
    ],
  ],
  listApproved: [
    [
      { ...stack, price: 5n, salt: 9n },
      marketplace,
      "list",
      [gameResources, 8n, 1n, packListingParams({ price: 5n, salt: 9n })],
    ],
    [
      { ...stack, price: 5n, endPrice: 2n, fallStart: 1n, fallEnd: 3n, taker: bob, maxRoyaltyBps: 250, salt: 9n },
      marketplace,
      "list",
      [
        gameResources,
        8n,
        1n,
        {
          price: 5n,
          schedule: packSchedule({ endPrice: 2n, fallStart: 1n, fallEnd: 3n }),
          taker: bob,
          maxRoyaltyBps: 250n,
          salt: 9n,
        },
      ],
    ],
  ],
  updatePrice: [[{ terms: listing, price: 5n }, marketplace, "updatePrice", [listing, 5n]]],
  cancelListing: [[{ terms: listing }, marketplace, "cancelListing", [listing]]],
  buy: [
    [{ terms: listing, maxTotal: 5n }, marketplace, "buy", [listing, 1n, 5n, me]],
    [{ terms: listing, quantity: 2n, maxTotal: 5n, recipient: bob }, marketplace, "buy", [listing, 2n, 5n, bob]],
  ],
  buyMany: [
    [
      {
        purchases: [
          { terms: listing, maxTotal: 3n },
          { terms: listing, quantity: 2n, maxTotal: 4n },
        ],
        maxTotal: 5n,
      },
      marketplace,
      "buyMany",
      [
        [
          { terms: listing, quantity: 1n, maxTotal: 3n },
          { terms: listing, quantity: 2n, maxTotal: 4n },
        ],
        5n,
        me,
      ],
    ],
    [
      {
        purchases: [
          { terms: listing, maxTotal: 3n },
          { terms: listing, maxTotal: 4n },
        ],
      },
      marketplace,
      "buyMany",
      [
        [
          { terms: listing, quantity: 1n, maxTotal: 3n },
          { terms: listing, quantity: 1n, maxTotal: 4n },
        ],
        7n,
        me,
      ],
    ],
    [{ purchases: [], maxTotal: 5n, recipient: bob }, marketplace, "buyMany", [[], 5n, bob]],
  ],
  buyWithCredit: [
    [{ terms: listing, maxTotal: 5n }, marketplace, "buyWithCredit", [listing, 1n, 5n, me]],
    [
      { terms: listing, quantity: 2n, maxTotal: 5n, recipient: bob },
      marketplace,
      "buyWithCredit",
      [listing, 2n, 5n, bob],
    ],
  ],
  buyWithPermit: [
    [{ terms: listing, maxTotal: 5n, permit }, marketplace, "buyWithPermit", [listing, 1n, 5n, me, permit]],
  ],
  createAuction: [
    [{ ...item, ...params }, gameItems, "safeTransferFrom", [me, marketplace, 7n, encodeAuctionData(params)]],
    [
      { ...item, ...params, buyoutPrice: 7n, maxRoyaltyBps: 250 },
      gameItems,
      "safeTransferFrom",
      [me, marketplace, 7n, encodeAuctionData({ ...params, buyoutPrice: 7n, maxRoyaltyBps: 250 })],
    ],
    [
      { ...stack, quantity: 2n, startPrice: 5n, start: 1n, end: 2n, salt: 9n },
      gameResources,
      "safeTransferFrom",
      [me, marketplace, 8n, 2n, encodeAuctionData({ ...params, reservePrice: 0n })],
    ],
  ],
  createAuctionApproved: [
    [
      { ...item, ...params },
      marketplace,
      "createAuction",
      [gameItems, 7n, 1n, { startPrice: 5n, reservePrice: 6n, rules, salt: 9n }],
    ],
    [
      { ...item, ...params, buyoutPrice: 7n, maxRoyaltyBps: 250 },
      marketplace,
      "createAuction",
      [
        gameItems,
        7n,
        1n,
        {
          startPrice: 5n,
          reservePrice: 6n,
          rules: packAuctionRules({ ...params, buyoutPrice: 7n, maxRoyaltyBps: 250n }),
          salt: 9n,
        },
      ],
    ],
  ],
  buyoutAuction: [
    [{ terms: auction }, marketplace, "buyoutAuction", [auction, me, false]],
    [{ terms: auction, recipient: bob, useCredit: true }, marketplace, "buyoutAuction", [auction, bob, true]],
  ],
  cancelAuction: [[{ terms: auction }, marketplace, "cancelAuction", [auction]]],
  settleAuction: [
    [
      { terms: auction, settlement, maxAmount: 5n, settlerSignature: signature, bidSignature: "0x12" },
      marketplace,
      "settleAuction",
      [auction, settlement, 5n, signature, "0x12"],
    ],
  ],
  cancelRunningAuction: [
    [
      { terms: auction, deadline: 3n, settlerSignature: signature },
      marketplace,
      "cancelRunningAuction",
      [auction, 3n, signature],
    ],
  ],
  postBid: [
    [{ terms: auction, amount: 5n }, marketplace, "postBid", [auction, 5n, false]],
    [{ terms: auction, amount: 5n, useCredit: true }, marketplace, "postBid", [auction, 5n, true]],
  ],
  presentBid: [
    [
      { terms: auction, bid, bidSignature: "0x12", receipt, receiptSignature: signature },
      marketplace,
      "presentBid",
      [auction, bid, "0x12", receipt, [], signature],
    ],
    [
      { terms: auction, bid, bidSignature: "0x12", receipt, proof: [id], receiptSignature: signature },
      marketplace,
      "presentBid",
      [auction, bid, "0x12", receipt, [id], signature],
    ],
  ],
  presentBids: [
    [
      { bids: [{ terms: auction, bid, bidSignature: "0x12", receipt, receiptSignature: signature }] },
      marketplace,
      "presentBids",
      [[{ terms: auction, bid, bidSignature: "0x12", receipt, proof: [], receiptSignature: signature }]],
    ],
  ],
  extendAuction: [
    [
      { terms: auction, endsAt: 3n, receiptSignature: signature },
      marketplace,
      "extendAuction",
      [auction, 3n, signature],
    ],
  ],
  addReceiptKey: [[{ signer: bob }, marketplace, "addReceiptKey", [bob]]],
  removeReceiptKey: [[{ signer: bob }, marketplace, "removeReceiptKey", [bob]]],
  allowBidVerifier: [[{ verifier: bob }, marketplace, "allowBidVerifier", [bob]]],
  setBidKey: [[{ key: bob, cap: 5n }, marketplace, "setBidKey", [bob, 5n]]],
  burnNonce: [[{ signerNonce: 3n }, marketplace, "burnNonce", [3n]]],
  burnNonceFor: [[{ signerHash: id, signerNonce: 3n, signature }, marketplace, "burnNonceFor", [id, 3n, signature]]],
  finalizeAuction: [[{ terms: auction }, marketplace, "finalizeAuction", [auction]]],
  deposit: [
    [{ amount: 5n }, marketplace, "deposit", [me, 5n]],
    [{ amount: 5n, beneficiary: bob }, marketplace, "deposit", [bob, 5n]],
  ],
  withdraw: [
    [
      { withdrawal: { ...withdrawal, account: me }, settlerSignature: signature },
      marketplace,
      "withdraw",
      [withdrawal, signature],
    ],
  ],
  requestExit: [[{ amount: 5n }, marketplace, "requestExit", [5n]]],
  cancelExit: [[undefined, marketplace, "cancelExit", undefined]],
  executeExit: [
    [undefined, marketplace, "executeExit", [me]],
    [{ recipient: bob }, marketplace, "executeExit", [bob]],
  ],
  withdrawCredit: [
    [undefined, marketplace, "withdrawCredit", [me]],
    [{ recipient: bob }, marketplace, "withdrawCredit", [bob]],
  ],
  buySigned: [
    [{ listing: signedListing, signature }, orders, "buySigned", [{ ...signedListing, standard: 1 }, 1n, signature]],
    [
      { listing: signedListing, signature, quantity: 2n },
      orders,
      "buySigned",
      [{ ...signedListing, standard: 1 }, 2n, signature],
    ],
    [
      { listing: signedListing, signature, recipient: bob },
      orders,
      "buySignedFor",
      [{ ...signedListing, standard: 1 }, 1n, bob, signature],
    ],
  ],
  acceptOffer: [
    [
      { offer, signature, minProceeds: 4n },
      orders,
      "acceptOffer",
      [
        { ...offer, standard: 0, scope: 0 },
        { tokenId: 7n, quantity: 1n, minProceeds: 4n, maxRoyaltyBps: 0n },
        signature,
        [],
      ],
    ],
    [
      { offer, signature, tokenId: 8n, quantity: 2n, minProceeds: 4n, maxRoyaltyBps: 250n, proof: [id] },
      orders,
      "acceptOffer",
      [
        { ...offer, standard: 0, scope: 0 },
        { tokenId: 8n, quantity: 2n, minProceeds: 4n, maxRoyaltyBps: 250n },
        signature,
        [id],
      ],
    ],
  ],
  cancelOrders: [[{ nonces: [1n, 2n] }, orders, "cancelOrders", [[1n, 2n]]]],
  bumpCounter: [[undefined, orders, "bumpCounter", undefined]],
  withdrawOrderCredit: [
    [undefined, orders, "withdrawCredit", [me]],
    [{ recipient: bob }, orders, "withdrawCredit", [bob]],
  ],
  approveCredits: [[{ amount: 5n }, credits, "approve", [marketplace, 5n]]],
  mintCredits: [[{ to: bob, amount: 5n }, credits, "mint", [bob, 5n]]],
  transferCredits: [[{ to: bob, amount: 5n }, credits, "transfer", [bob, 5n]]],
  claimItem: [
    [{ id }, marketplace, "claimItem", [id, me]],
    [{ id, recipient: bob }, marketplace, "claimItem", [id, bob]],
  ],
  registerKinds: [
    [
      { token: gameItems, kinds: [{ kind: 1, name: "Axe", icon: "M0 0" }] },
      gameItems,
      "registerKinds",
      [[{ kind: 1, name: "Axe", icon: "M0 0" }]],
    ],
  ],
  mintItems: [[{ to: bob, items: [traits] }, gameItems, "mintBatch", [bob, [encodedTraits]]]],
  defineResources: [[{ resources: [traits] }, gameResources, "defineResources", [[encodedTraits]]]],
  mintResources: [
    [
      { to: bob, mints: [{ tokenId: 1n, quantity: 2n }] },
      gameResources,
      "mintBatch",
      [bob, [{ tokenId: 1n, quantity: 2n }]],
    ],
  ],
  setApprovalForAll: [[{ token: gameItems, approved: true }, gameItems, "setApprovalForAll", [marketplace, true]]],
  addSettler: [[{ signer: bob }, marketplace, "addSettler", [bob]]],
  removeSettler: [[{ signer: bob }, marketplace, "removeSettler", [bob]]],
  pause: [[undefined, marketplace, "pause", undefined]],
  unpause: [[undefined, marketplace, "unpause", undefined]],
  setFee: [[{ feeBps: 250 }, marketplace, "setFee", [250n]]],
  setTreasury: [[{ treasury: bob }, marketplace, "setTreasury", [bob]]],
  collectFees: [[undefined, marketplace, "collectFees", undefined]],
} as const satisfies Record<string, readonly (readonly [object | undefined, Address, string, unknown])[]>;

type Bound = { (parameters?: object): Promise<Hex>; call(parameters?: object): { to: Address; data: Hex } };

describe("writes", () => {
  for (const [name, rows] of Object.entries(table))
    for (const [index, [parameters, to, functionName, args]] of rows.entries())
      it(`${name} (${index + 1}) sends ${functionName}`, async () => {
        const { client, calls } = fakeNode();
        const action = plazaActions(deployment)(client)[name as keyof typeof table] as unknown as Bound;
        expect(await action(parameters)).to.match(/^0x(ab){32}$/);
        const raw = calls.find(({ method }) => method === "eth_sendRawTransaction")?.params[0] as Hex;
        const sent = parseTransaction(raw);
        expect([sent.to, sent.chainId, sent.value]).to.deep.equal([to, 31337, undefined]);
        const decoded = decodeFunctionData({ abi: abis[to] ?? expect.fail(), data: sent.data ?? "0x" });
        expect(decoded).to.deep.equal({ functionName, args });
        expect(action.call(parameters)).to.deep.include({ to, data: sent.data });
      });

  it("are all in the table, each with its Sync twin", () => {
    const isWrite = (value: unknown) => typeof value === "function" && "extractEvent" in value;
    const writes = Object.entries(actions).flatMap(([name, value]) => (isWrite(value) ? [name] : []));
    expect(Object.keys(table)).to.have.members(writes);
    const bound = plazaActions(deployment)(fakeNode().client);
    for (const name of writes) {
      expect(actions).to.have.property(`${name}Sync`);
      expect(bound).to.have.property(`${name}Sync`);
    }
  });
});
