import { createSignedListing, encodeSignedListing, feeSplit, packSchedule, priceAt, signedPriceAt } from "@plaza/sdk";
import { ordersAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { type Address, type PublicClient, parseAbi } from "viem";

const harnessAbi = parseAbi([
  "function priceAt(uint256 schedule, uint256 price, uint256 time) view returns (uint256)",
  "function split(uint256 total, uint256 feeBps, uint256 asked, uint256 maxRoyaltyBps) view returns (uint256 fee, uint256 royalty)",
]);

const MAX_PRICE = 2n ** 96n - 1n;
const price = fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: MAX_PRICE }));
const share = fc.oneof(fc.constantFrom(0n, 1n, 10_000n), fc.bigInt({ min: 0n, max: 10_000n }));
/** A price and a lower one. */
const fall = fc
  .tuple(price, price)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a > b ? { price: a, endPrice: b } : { price: b, endPrice: a }));

/** What the SDK computes and what the contracts compute, of anything. */
describe("the SDK's rules", () => {
  let client: PublicClient;
  let harness: Address;
  let orders: Address;

  before(async () => {
    const { viem } = await network.create();
    client = await viem.getPublicClient();
    harness = (await viem.deployContract("RulesHarness")).address;
    const [admin] = await viem.getWalletClients();
    if (!admin) throw new Error("the network has no accounts");
    const { address: currency } = await viem.deployContract("PlainERC20");
    const { address } = admin.account;
    const config = { currency, admin: address, adminDelay: 0, treasury: address, feeBps: 500 };
    orders = (await viem.deployContract("Orders", [config])).address;
  });

  it("know the price of a listing at any time as the contract does", () => {
    const time = fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }));
    return fc.assert(
      fc.asyncProperty(fall, time, time, time, fc.boolean(), async (prices, a, b, now, falls) => {
        fc.pre(a !== b);
        const [fallStart, fallEnd] = a < b ? [a, b] : [b, a];
        const schedule = packSchedule(falls ? { endPrice: prices.endPrice, fallStart, fallEnd } : { expiry: a });
        const args = [schedule, prices.price, now] as const;
        expect(
          await client.readContract({ address: harness, abi: harnessAbi, functionName: "priceAt", args }),
        ).to.equal(priceAt({ price: prices.price, schedule, time: now }));
      }),
      { numRuns: 300 },
    );
  });

  it("know the price of a signed listing as Orders does", async () => {
    const { timestamp } = await client.getBlock({ blockTag: "pending" });
    const seconds = fc.bigInt({ min: 0n, max: 1_000n });
    const about = { seller: orders, token: harness, standard: "ERC721", tokenId: 1n, nonce: 1n } as const;
    await fc.assert(
      fc.asyncProperty(fall, seconds, seconds, fc.boolean(), async (prices, before, length, isFixed) => {
        const fallStart = timestamp + 200n - before;
        const times = isFixed ? { endPrice: 0n } : { fallStart, fallEnd: fallStart + length + 1n };
        const listing = createSignedListing({ ...about, ...prices, ...times });
        // The price at the very second of the block that the call runs in.
        const [now, found] = await Promise.all([
          client.getBlock({ blockTag: "latest" }),
          client.readContract({
            ...{ address: orders, abi: ordersAbi, functionName: "signedPriceOf", blockTag: "latest" },
            args: [encodeSignedListing(listing)],
          } as const),
        ]);
        expect(found).to.equal(signedPriceAt({ listing, time: now.timestamp }));
      }),
      { numRuns: 200 },
    );
  });

  it("split a price as the contract does, and lose nothing", () => {
    const asked = fc.oneof(price, fc.constantFrom(0n, 2n ** 256n - 1n));
    const total = fc.oneof(price, fc.bigInt({ min: 1n, max: 2n ** 160n }));
    return fc.assert(
      fc.asyncProperty(total, share, asked, share, async (amount, feeBps, royaltyAsked, maxRoyaltyBps) => {
        const args = [amount, feeBps, royaltyAsked, maxRoyaltyBps] as const;
        const [fee, royalty] = await client.readContract({
          ...{ address: harness, abi: harnessAbi, functionName: "split" },
          args,
        } as const);
        const found = feeSplit({ amount, feeBps, royalty: { asked: royaltyAsked, maxRoyaltyBps } });
        expect(found).to.deep.equal({ fee, royalty, proceeds: amount - fee - royalty });
      }),
      { numRuns: 300 },
    );
  });
});
