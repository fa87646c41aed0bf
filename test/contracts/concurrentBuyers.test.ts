import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { type Address, decodeErrorResult, getAddress, type Hex, maxUint256 } from "viem";
import { deployMarketplace, type Place, PRICE, type Wallet } from "../helpers/marketplace.ts";

/** What a mined transaction reverted with, from its trace: a call made now would only tell what it would do now. */
async function revertOf(place: Place, hash: Hex) {
  const trace = (await place.client.request({
    method: "debug_traceTransaction" as never,
    params: [hash, { disableStorage: true, disableStack: true, enableMemory: false }] as never,
  })) as { returnValue: string };
  const data = trace.returnValue.startsWith("0x") ? trace.returnValue : `0x${trace.returnValue}`;
  return decodeErrorResult({ abi: marketplaceAbi, data: data as Hex });
}

describe("buyers of one listing in one block", () => {
  let place: Place;
  let buyers: readonly Wallet[];

  beforeEach(async () => {
    place = await deployMarketplace();
    buyers = place.wallets.slice(7, 17);
    for (const buyer of buyers) await place.fund(buyer, PRICE);
  });

  const balance = (account: Address) => place.money.read.balanceOf([account]);
  const balances = (accounts: readonly Wallet[]) =>
    Promise.all(accounts.map(({ account }) => balance(account.address)));

  /** All send before the block is mined, and nothing else is in it. */
  async function buyAtOnce(data: (buyer: Wallet) => Hex) {
    await place.test.setAutomine(false);
    const hashes: Hex[] = [];
    for (const buyer of buyers) {
      hashes.push(await buyer.sendTransaction({ to: place.address, data: data(buyer), gas: 600_000n }));
    }
    await place.test.mine({ blocks: 1 });
    await place.test.setAutomine(true);
    const receipts = await Promise.all(hashes.map((hash) => place.client.getTransactionReceipt({ hash })));
    expect(new Set(receipts.map(({ blockNumber }) => blockNumber)).size).to.equal(1);
    return receipts;
  }

  it("has one of ten succeed, nine revert with ListingNotActive, and every unit accounted for", async () => {
    const { terms, id } = await place.list();
    const receipts = await buyAtOnce(({ account }) =>
      place.call({ abi: marketplaceAbi, functionName: "buy", args: [terms, 1n, PRICE, account.address] }),
    );

    const succeeded = receipts.filter(({ status }) => status === "success");
    const reverted = receipts.filter(({ status }) => status === "reverted");
    expect(succeeded).to.have.length(1);
    expect(reverted).to.have.length(9);
    for (const { transactionHash } of reverted) {
      expect(await revertOf(place, transactionHash))
        .to.include({ errorName: "ListingNotActive" })
        .and.to.deep.include({ args: [id] });
    }

    const winner = succeeded[0]?.from as Address;
    expect(await place.items.read.ownerOf([terms.tokenId])).to.equal(getAddress(winner));
    const fee = PRICE / 20n;
    const held = await balances(buyers);
    expect(held.filter((amount) => amount === 0n)).to.have.length(1);
    expect(held.filter((amount) => amount === PRICE)).to.have.length(9);
    expect(await balance(winner)).to.equal(0n);
    expect(await balance(place.addressOf("seller"))).to.equal(PRICE - fee);
    expect(await balance(place.address)).to.equal(fee);
    expect(held.reduce((sum, amount) => sum + amount, PRICE - fee + fee)).to.equal(
      await place.money.read.totalSupply(),
    );
    expect((await place.marketplace.read.getListing([id])).status).to.equal(0);
  });

  it("has a stack of six go to six of ten, and the others told what is left", async () => {
    const { terms, id } = await place.list({ quantity: 6n });
    const receipts = await buyAtOnce(({ account }) =>
      place.call({ abi: marketplaceAbi, functionName: "buy", args: [terms, 1n, PRICE, account.address] }),
    );
    expect(receipts.filter(({ status }) => status === "success")).to.have.length(6);
    for (const { status, transactionHash } of receipts) {
      if (status === "reverted") expect(await revertOf(place, transactionHash)).to.deep.include({ args: [id] });
    }
    const units = await Promise.all(
      buyers.map(({ account }) => place.stacks.read.balanceOf([account.address, terms.tokenId])),
    );
    expect(units.reduce((sum, n) => sum + n)).to.equal(6n);
    expect(Math.max(...units.map(Number))).to.equal(1);
  });

  it("never charges more than the buyer saw, though the price rises in the same block before him", async () => {
    const { terms, id } = await place.list();
    const [buyer] = buyers as [Wallet];
    await place.fund(buyer, PRICE);
    await place.test.setAutomine(false);
    const raised = await place.actor.seller.sendTransaction({
      to: place.address,
      data: place.call({ abi: marketplaceAbi, functionName: "updatePrice", args: [terms, 2n * PRICE] }),
      gas: 200_000n,
      maxFeePerGas: 50n * 10n ** 9n,
      maxPriorityFeePerGas: 40n * 10n ** 9n,
    });
    const bought = await buyer.sendTransaction({
      to: place.address,
      data: place.call({ abi: marketplaceAbi, functionName: "buy", args: [terms, 1n, PRICE, buyer.account.address] }),
      gas: 400_000n,
      maxFeePerGas: 50n * 10n ** 9n,
      maxPriorityFeePerGas: 1n,
    });
    await place.test.mine({ blocks: 1 });
    await place.test.setAutomine(true);
    const [first, second] = await Promise.all(
      [raised, bought].map((hash) => place.client.getTransactionReceipt({ hash })),
    );
    expect(first?.status).to.equal("success");
    expect(first?.transactionIndex).to.equal(0);
    expect(second?.status).to.equal("reverted");
    expect(await revertOf(place, bought)).to.deep.include({
      errorName: "PriceAboveMaximum",
      args: [id, 2n * PRICE, PRICE],
    });
    expect(await balance(buyer.account.address)).to.equal(2n * PRICE);
  });

  it("pays each of several buyers' parts of a stack to the last unit", async () => {
    const price = 333_333_333_333_333_333n;
    const { terms, id } = await place.list({ price, quantity: 100n });
    const parts = [1n, 7n, 13n, 29n, 50n];
    let fees = 0n;
    for (const [i, quantity] of parts.entries()) {
      const buyer = buyers[i] as Wallet;
      await place.fund(buyer, 100n * PRICE);
      const before = await balance(buyer.account.address);
      const receipt = await place.send(
        buyer,
        place.address,
        place.call({
          abi: marketplaceAbi,
          functionName: "buy",
          args: [terms, quantity, maxUint256, buyer.account.address],
        }),
      );
      expect(receipt.status).to.equal("success");
      const total = quantity * price;
      fees += (total * 500n + 9_999n) / 10_000n;
      expect(await balance(buyer.account.address)).to.equal(before - total);
      expect(await place.stacks.read.balanceOf([buyer.account.address, terms.tokenId])).to.equal(quantity);
    }
    expect(await balance(place.addressOf("seller"))).to.equal(100n * price - fees);
    expect(await balance(place.address)).to.equal(fees);
    const { status, remaining } = await place.marketplace.read.getListing([id]);
    expect({ status, remaining }).to.deep.equal({ status: 0, remaining: 0n });
    await place.marketplace.write.collectFees();
    expect(await balance(place.addressOf("treasury"))).to.equal(fees);
    expect(await balance(place.address)).to.equal(0n);
  });
});
