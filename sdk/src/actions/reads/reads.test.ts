import { expect } from "chai";
import {
  type Abi,
  type Address,
  decodeFunctionData,
  encodeErrorResult,
  encodeFunctionResult,
  type Hex,
  keccak256,
  zeroAddress,
  zeroHash,
} from "viem";
import { fakeNode } from "../../../testing/node.ts";
import { rejection } from "../../../testing/rejection.ts";
import { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, ordersAbi } from "../../abi/index.ts";
import { ERC721NonexistentTokenError, UnexpectedError } from "../../errors/index.ts";
import { plazaActions } from "../plazaActions.ts";
import { getItemOwner, getListing } from "./index.ts";

const at = (digit: string): Address => `0x${digit.repeat(40)}`;
const [marketplace, credits, gameItems, gameResources, bob] = [at("1"), at("2"), at("3"), at("4"), at("5")] as const;
const orders = at("7");
const deployment = { chainId: 31337, marketplace, orders, credits, gameItems, gameResources, startBlock: 0n };
const id: Hex = `0x${"6".repeat(64)}`;
const rawTraits = { kind: 4, itemType: 3, rarity: 4, class: 5, biome: 7, power: 1, defense: 2, speed: 3, luck: 4 };
const traits = { ...rawTraits, itemType: "MOUNT", rarity: "LEGENDARY", class: "CLERIC", biome: "OCEAN" };
const auction = { status: 3, standard: 1, feeBps: 0, endsAt: 0, finalizableAt: 0, winner: bob, amount: 9n };
const terms = { seller: bob, salt: 9n, token: gameItems, tokenId: 7n, quantity: 1n, schedule: 8n, taker: bob };
const vault = { free: 1n, exiting: 2n, exitableAt: 3, credit: 4n, presented: 5n };
const presented = { bidder: bob, maxAmount: 5n, amount: 4n, sequence: 3n };

/** Every read: parameters, the contract asked, the call, what it answers in Solidity, and what comes of it. */
const table: Record<string, readonly [object | undefined, Address, Abi, string, unknown, unknown, unknown]> = {
  getListing: [
    { id },
    marketplace,
    marketplaceAbi,
    "getListing",
    [id],
    { price: 5n, remaining: 2n, feeBps: 500, maxRoyaltyBps: 250, standard: 1, status: 1 },
    { price: 5n, remaining: 2n, feeBps: 500, maxRoyaltyBps: 250, standard: "ERC1155", status: "ACTIVE" },
  ],
  getListingPrice: [{ terms }, marketplace, marketplaceAbi, "priceOf", [terms], 5n, 5n],
  getAuction: [
    { id },
    marketplace,
    marketplaceAbi,
    "getAuction",
    [id],
    auction,
    { ...auction, status: "SETTLED", standard: "ERC1155" },
  ],
  getVault: [{ account: bob }, marketplace, marketplaceAbi, "vaultOf", [bob], vault, vault],
  getPost: [
    { id },
    marketplace,
    marketplaceAbi,
    "postOf",
    [id],
    { bidder: bob, amount: 5n },
    { bidder: bob, amount: 5n },
  ],
  getPresented: [
    { id },
    marketplace,
    marketplaceAbi,
    "presentedOf",
    [id],
    [presented, { bidder: zeroAddress, maxAmount: 0n, amount: 0n, sequence: 0n }],
    [presented],
  ],
  getClaim: [
    { id, owner: bob },
    marketplace,
    marketplaceAbi,
    "claimOf",
    [id, bob],
    [gameResources, 7n, 2n],
    { token: gameResources, tokenId: 7n, quantity: 2n },
  ],
  getFeeBps: [undefined, marketplace, marketplaceAbi, "feeBps", undefined, 500, 500],
  getOrderCounter: [{ account: bob }, orders, ordersAbi, "counterOf", [bob], 5n, 5n],
  getOrderCredit: [{ account: bob }, orders, ordersAbi, "creditOf", [bob], 5n, 5n],
  getFilledUnits: [{ account: bob, nonce: 3n }, orders, ordersAbi, "filledOf", [bob, 3n], 5n, 5n],
  isOrderNonceUsed: [{ account: bob, nonce: 3n }, orders, ordersAbi, "isOrderNonceUsed", [bob, 3n], true, true],
  isSettler: [{ signer: bob }, marketplace, marketplaceAbi, "isSettler", [bob], true, true],
  isReceiptKey: [{ signer: bob }, marketplace, marketplaceAbi, "isReceiptKey", [bob], true, true],
  getBidKey: [
    { account: bob, key: bob },
    marketplace,
    marketplaceAbi,
    "bidKeyOf",
    [bob, keccak256(bob)],
    { cap: 5n, spent: 1n, nextCapAt: 0, nextCap: 0n },
    { cap: 5n, spent: 1n, nextCapAt: 0, nextCap: 0n },
  ],
  isNonceUsed: [
    { signer: bob, nonce: 3n },
    marketplace,
    marketplaceAbi,
    "isNonceUsed",
    [keccak256(bob), 3n],
    true,
    true,
  ],
  getCreditsBalance: [{ account: bob }, credits, creditsAbi, "balanceOf", [bob], 8n, 8n],
  getCreditsAllowance: [{ owner: bob }, credits, creditsAbi, "allowance", [bob, marketplace], 8n, 8n],
  getItemOwner: [{ tokenId: 7n }, gameItems, gameItemsAbi, "ownerOf", [7n], bob, bob],
  getItemTraits: [{ tokenId: 7n }, gameItems, gameItemsAbi, "traitsOf", [7n], rawTraits, traits],
  getResourceBalance: [{ account: bob, tokenId: 7n }, gameResources, gameResourcesAbi, "balanceOf", [bob, 7n], 6n, 6n],
};

describe("reads", () => {
  for (const [name, [parameters, to, abi, functionName, args, answer, expected]] of Object.entries(table))
    it(`${name} asks ${functionName}`, async () => {
      const result = encodeFunctionResult({ abi, functionName, result: answer } as Parameters<
        typeof encodeFunctionResult
      >[0]);
      const { client, calls } = fakeNode({ eth_call: result });
      const bound = plazaActions(deployment)(client) as unknown as Record<string, (given?: object) => Promise<unknown>>;
      expect(await bound[name]?.(parameters)).to.deep.equal(expected);
      const call = calls.find(({ method }) => method === "eth_call")?.params[0] as { to: Address; data: Hex };
      expect(call.to).to.equal(to);
      expect(decodeFunctionData({ abi, data: call.data })).to.deep.equal({ functionName, args });
    });

  it("are all in the table", async () => {
    const reads = await import("./index.ts");
    expect(Object.keys(table)).to.have.members(Object.keys(reads));
  });

  it("read at the block that is asked for", async () => {
    const answer = encodeFunctionResult({ abi: gameItemsAbi, functionName: "ownerOf", result: bob });
    const { client, calls } = fakeNode({ eth_call: answer });
    await getItemOwner(client, { token: gameItems, tokenId: 7n, blockNumber: 5n });
    await getItemOwner(client, { token: gameItems, tokenId: 7n, blockTag: "finalized" });
    await getItemOwner(client, { token: gameItems, tokenId: 7n });
    expect(calls.map(({ params }) => params[1])).to.deep.equal(["0x5", "finalized", "latest"]);
  });

  it("fail with typed errors", async () => {
    const data = encodeErrorResult({ abi: gameItemsAbi, errorName: "ERC721NonexistentToken", args: [7n] });
    const refusal = () => {
      throw Object.assign(new Error("execution reverted"), { code: 3, data });
    };
    const { client } = fakeNode({ eth_call: refusal });
    await rejection(getItemOwner(client, { token: gameItems, tokenId: 7n }), ERC721NonexistentTokenError);
    const { client: empty } = fakeNode({ eth_call: "0x" });
    await rejection(getListing(empty, { marketplace: zeroAddress, id: zeroHash }), UnexpectedError);
  });
});
