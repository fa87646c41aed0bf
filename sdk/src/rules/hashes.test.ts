import { expect } from "chai";
import fc from "fast-check";
import { hashDomain, hashTypedData, hexToBytes, keccak256, stringToBytes, type TypedDataDefinition } from "viem";
import * as arbitrary from "../../testing/arbitraries.ts";
import { InvalidParameterError } from "../errors/input.ts";
import {
  auctionId,
  auctionTypedData,
  bidHash,
  bidTypedData,
  cancellationHash,
  cancellationTypedData,
  createBidHasher,
  createHasher,
  domainSeparator,
  eip712Domain,
  extensionHash,
  extensionTypedData,
  listingId,
  listingTypedData,
  nonceBurnHash,
  nonceBurnTypedData,
  type PlazaType,
  plazaTypes,
  receiptBatchHash,
  receiptBatchTypedData,
  receiptHash,
  receiptTypedData,
  settlementHash,
  settlementTypedData,
  typeHash,
  withdrawalHash,
  withdrawalRequestHash,
  withdrawalRequestTypedData,
  withdrawalTypedData,
} from "./index.ts";

const domain = { chainId: 31337, marketplace: "0x5FbDB2315678afecb367f032d93F642f64180aa3" } as const;
const bid = {
  auctionId: keccak256(stringToBytes("an auction")),
  bidder: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
  maxAmount: 10n ** 18n,
} as const;

/** Every hash beside viem's own over the typed data that a wallet is given. */
const pairs = {
  Listing: [listingId, listingTypedData],
  Auction: [auctionId, auctionTypedData],
  Bid: [bidHash, bidTypedData],
  Settlement: [settlementHash, settlementTypedData],
  Withdrawal: [withdrawalHash, withdrawalTypedData],
  Receipt: [receiptHash, receiptTypedData],
  ReceiptBatch: [receiptBatchHash, receiptBatchTypedData],
  Extension: [extensionHash, extensionTypedData],
  Cancellation: [cancellationHash, cancellationTypedData],
  NonceBurn: [nonceBurnHash, nonceBurnTypedData],
  WithdrawalRequest: [withdrawalRequestHash, withdrawalRequestTypedData],
} as const;

describe("digests", () => {
  for (const type of Object.keys(plazaTypes) as PlazaType[]) {
    it(`of ${type} are those of its typed data`, () => {
      const [hash, typedData] = pairs[type] as unknown as [
        (domain: unknown, message: unknown) => string,
        (domain: unknown, message: unknown) => TypedDataDefinition,
      ];
      fc.assert(
        fc.property(arbitrary.domain, arbitrary.message(type), (domain, message) => {
          expect(hash(domain, message)).to.equal(hashTypedData(typedData(domain, message)));
        }),
        { numRuns: 60 },
      );
    });
  }

  it("have the type strings of DESIGN.md", () => {
    const strings = {
      Bid: "Bid(bytes32 auctionId,address bidder,uint256 maxAmount)",
      Receipt:
        "Receipt(bytes32 auctionId,bytes32 bidHash,uint256 amount,uint64 sequence,uint64 receivedAt,bytes32 previous)",
      Settlement: "Settlement(bytes32 auctionId,address winner,uint256 amount,uint256 nonce,uint256 deadline)",
      Withdrawal: "Withdrawal(address account,uint256 amount,address recipient,uint256 nonce,uint256 deadline)",
    } as const;
    for (const [type, text] of Object.entries(strings))
      expect(typeHash(type as PlazaType)).to.equal(keccak256(stringToBytes(text)));
  });

  it("begin with the domain's separator", () => {
    const expected = hashDomain({
      domain: { ...eip712Domain(domain), chainId: BigInt(domain.chainId) },
      types: {
        EIP712Domain: [
          { name: "name", type: "string" },
          { name: "version", type: "string" },
          { name: "chainId", type: "uint256" },
          { name: "verifyingContract", type: "address" },
        ],
      },
    });
    expect(domainSeparator(domain)).to.equal(expected);
  });

  it("come as bytes for native libraries", () => {
    const hasher = createBidHasher(domain);
    expect(hasher.bytes(bid)).to.deep.equal(hexToBytes(hasher(bid)));
    expect(hasher(bid)).to.equal(bidHash(domain, bid));
  });

  it("do not depend on what a hasher hashed before, were it refused", () => {
    const hasher = createBidHasher(domain);
    const first = hasher(bid);
    hasher({ ...bid, bidder: "0xffffffffffffffffffffffffffffffffffffffff", maxAmount: 2n ** 256n - 1n });
    expect(() => hasher({ ...bid, maxAmount: -1n })).to.throw(InvalidParameterError);
    expect(hasher(bid)).to.equal(first);
  });

  it("survive more domains than are remembered", () => {
    const hashes = Array.from({ length: 200 }, (_, index) => bidHash({ ...domain, chainId: index + 1 }, bid));
    expect(new Set(hashes).size).to.equal(200);
    expect(bidHash({ ...domain, chainId: 1 }, bid)).to.equal(hashes[0]);
  });

  const wrong: [string, Record<string, unknown>, string][] = [
    ["a bidder of 19 bytes", { bidder: `0x${"1".repeat(38)}` }, "bidder"],
    ["a bidder that is not hexadecimal", { bidder: `0x${"g".repeat(40)}` }, "bidder"],
    ["a bidder with wide characters", { bidder: `0x${"１".repeat(40)}` }, "bidder"],
    ["a bidder without 0x", { bidder: "1".repeat(42) }, "bidder"],
    ["no bidder", { bidder: undefined }, "bidder"],
    ["an auction id of 31 bytes", { auctionId: `0x${"1".repeat(62)}` }, "auctionId"],
    ["a negative amount", { maxAmount: -1n }, "maxAmount"],
    ["an amount of 2^256", { maxAmount: 2n ** 256n }, "maxAmount"],
    ["an amount that is a number", { maxAmount: 5 }, "maxAmount"],
  ];
  for (const [name, fault, field] of wrong)
    it(`are refused for ${name}, and the field is named`, () => {
      const message = { ...bid, ...fault } as unknown as typeof bid;
      expect(() => bidHash(domain, message))
        .to.throw(InvalidParameterError)
        .that.includes({ field });
    });

  it("are refused for a sequence above 64 bits", () => {
    const hasher = createHasher(domain, "Receipt");
    const receipt = { auctionId: bid.auctionId, bidHash: bid.auctionId, amount: 1n, receivedAt: 1n } as const;
    const message = { ...receipt, previous: bid.auctionId, sequence: 2n ** 64n };
    expect(() => hasher(message))
      .to.throw(InvalidParameterError)
      .that.includes({ field: "sequence" });
  });

  for (const chainId of [0, -1, 1.5, Number.NaN, 2 ** 53])
    it(`are refused for chain ${chainId}`, () => {
      expect(() => bidHash({ ...domain, chainId }, bid))
        .to.throw(InvalidParameterError)
        .that.includes({ field: "chainId" });
    });
});
