import { expect } from "chai";
import { concat, type Hex, hexToBigInt, hexToNumber, numberToHex, slice, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { extensionTypedData, receiptHash, receiptTypedData } from "../rules/index.ts";
import { verifyReceipt } from "./verifyReceipt.ts";

describe("verifyReceipt", () => {
  const account = privateKeyToAccount(`0x${"11".repeat(32)}`);
  const domain = { chainId: 31337, marketplace: `0x${"22".repeat(20)}` } as const;
  const id = `0x${"33".repeat(32)}` as const;
  const message = { auctionId: id, bidHash: id, amount: 5n, sequence: 1n, receivedAt: 1n, previous: zeroHash };

  const signed = async () => ({
    ...message,
    hash: receiptHash(domain, message),
    signature: await account.signTypedData(receiptTypedData(domain, message)),
    extension: null,
  });

  it("believes what the receipt key signed", async () => {
    expect(await verifyReceipt({ domain, receipt: await signed(), signer: account.address })).to.equal(true);
  });

  it("believes the Extension that came with it only if the receipt key signed that too, for this auction", async () => {
    const signature = await account.signTypedData(extensionTypedData(domain, { auctionId: id, endsAt: 9n }));
    const other = await account.signTypedData(extensionTypedData(domain, { auctionId: zeroHash, endsAt: 9n }));
    const verify = async (extension: { endsAt: bigint; signature: Hex }) =>
      verifyReceipt({ domain, receipt: { ...(await signed()), extension }, signer: account.address });
    expect(await verify({ endsAt: 9n, signature })).to.equal(true);
    expect(await verify({ endsAt: 10n, signature })).to.equal(false);
    expect(await verify({ endsAt: 9n, signature: other })).to.equal(false);
  });

  it("believes no other form of the same signature: the contract would refuse the receipt", async () => {
    const receipt = await signed();
    const [r, s, v] = [slice(receipt.signature, 0, 32), slice(receipt.signature, 32, 64), slice(receipt.signature, 64)];
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const yParity = hexToNumber(v) - 27;
    const compactS = numberToHex(hexToBigInt(s) | (BigInt(yParity) << 255n), { size: 32 });
    for (const signature of [
      concat([r, numberToHex(order - hexToBigInt(s), { size: 32 }), v === "0x1b" ? "0x1c" : "0x1b"]),
      concat([r, compactS]),
      concat([r, s, numberToHex(yParity, { size: 1 })]),
      concat([receipt.signature, "0x00"]),
    ])
      expect(await verifyReceipt({ domain, receipt: { ...receipt, signature }, signer: account.address })).to.equal(
        false,
      );
  });

  it("believes nothing else", async () => {
    const receipt = await signed();
    const verify = (change: object, signer = account.address, on = domain) =>
      verifyReceipt({ domain: on, receipt: { ...receipt, ...change }, signer });
    expect(await verify({ amount: 6n })).to.equal(false);
    expect(await verify({ hash: zeroHash })).to.equal(false);
    expect(await verify({ signature: "0x1234" })).to.equal(false);
    expect(await verify({}, `0x${"44".repeat(20)}`)).to.equal(false);
    expect(await verify({}, account.address, { ...domain, chainId: 1 as 31337 })).to.equal(false);
  });
});
