import { marketplaceAbi, ordersAbi } from "@plaza/sdk";
import { expect } from "chai";
import { type Abi, encodeAbiParameters, encodeEventTopics, getAbiItem, getAddress, type Hex, type Log } from "viem";
import { decodeLog } from "./events.ts";

const seller = getAddress("0x00000000000000000000000000000000000000a1");
const buyer = getAddress("0x00000000000000000000000000000000000000b2");
const token = getAddress("0x00000000000000000000000000000000000000cc");
const id: Hex = `0x${"11".repeat(32)}`;
const place = {
  address: "0x00000000000000000000000000000000000000dD",
  blockNumber: 7n,
  blockHash: `0x${"22".repeat(32)}`,
  logIndex: 3,
  transactionHash: `0x${"33".repeat(32)}`,
} as const;

/** A log as a node gives it. */
function logOf(abi: Abi, eventName: string, args: Record<string, unknown>): Log {
  const item = getAbiItem({ abi, name: eventName });
  if (item?.type !== "event") throw new Error(`There is no event ${eventName}.`);
  const plain = item.inputs.filter(({ indexed }) => !indexed);
  const data = encodeAbiParameters(
    plain,
    plain.map(({ name = "" }) => args[name]),
  );
  return { ...place, data, topics: encodeEventTopics({ abi, eventName, args }) } as unknown as Log;
}

describe("events of the chain", () => {
  const price = { quantity: 2n, total: 100n, fee: 5n, royalty: 1n };

  it("of sales name who sold what to whom, in lower case", () => {
    const bought = { listingId: id, buyer, recipient: seller, ...price };
    expect(decodeLog(logOf(marketplaceAbi as Abi, "ListingBought", bought))).to.deep.equal({
      blockNumber: 7,
      blockHash: place.blockHash,
      logIndex: 3,
      transaction: place.transactionHash,
      event: { name: "ListingBought", listingId: id, buyer: buyer.toLowerCase(), ...price },
    });
    for (const name of ["SignedListingBought", "OfferAccepted"]) {
      const sale = { id, seller, buyer, token, tokenId: 9n, ...price, nonce: 0n };
      expect(decodeLog(logOf(ordersAbi as Abi, name, sale))?.event).to.deep.equal({
        ...{ name, orderId: id, tokenId: 9n, ...price },
        ...{ seller: seller.toLowerCase(), buyer: buyer.toLowerCase(), token: token.toLowerCase() },
      });
    }
  });

  it("of credit name the contract that holds it", () => {
    for (const abi of [marketplaceAbi, ordersAbi])
      expect(decodeLog(logOf(abi as Abi, "Credited", { account: seller, id, amount: 12n }))?.event).to.deep.equal({
        ...{ name: "Credited", account: seller.toLowerCase(), contract: place.address.toLowerCase() },
        ...{ id, amount: 12n },
      });
  });

  it("that nobody follows are left out", () => {
    expect(decodeLog(logOf(marketplaceAbi as Abi, "Paused", { account: seller }))).to.equal(undefined);
  });
});
