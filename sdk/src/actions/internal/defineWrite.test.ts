import { expect } from "chai";
import {
  type AbiEvent,
  type Address,
  encodeAbiParameters,
  encodeErrorResult,
  encodeEventTopics,
  type Hex,
  zeroAddress,
  zeroHash,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { fakeNode, player, receiptOf, refusing, transactionOf } from "../../../testing/node.ts";
import { rejection } from "../../../testing/rejection.ts";
import { marketplaceAbi } from "../../abi/index.ts";
import {
  AccountRequiredError,
  ContractRevertError,
  EnforcedPauseError,
  EventNotFoundError,
  InvalidParameterError,
  ListingNotActiveError,
  TransactionReplacedError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UserRejectedError,
} from "../../errors/index.ts";
import { buy, buySync, finalizeAuction, listItem, listItemSync, pause } from "../index.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const hostile: Address = `0x${"66".repeat(20)}`;
const terms = {
  seller: marketplace,
  salt: 1n,
  token: hostile,
  tokenId: 1n,
  quantity: 1n,
  schedule: 0n,
  taker: zeroAddress,
} as const;
const parameters = { marketplace, terms, maxTotal: 5n };
const inactive = encodeErrorResult({ abi: marketplaceAbi, errorName: "ListingNotActive", args: [zeroHash] });

/** A log as nodes give it. */
function logOf(address: Address, eventName: "ListingCreated" | "ListingBought" | "FinalizeStarted", id: Hex) {
  const item = marketplaceAbi.find((entry) => entry.type === "event" && entry.name === eventName) as AbiEvent;
  const values = item.inputs.map(({ type }) => (type === "bytes32" ? id : type === "address" ? marketplace : 1));
  const indexed = item.inputs.flatMap(({ indexed, name }, index) => (indexed ? [[name, values[index]]] : []));
  const plain = item.inputs.flatMap((input, index) => (input.indexed ? [] : [[input, values[index]] as const]));
  return {
    address,
    topics: encodeEventTopics({ abi: [item], args: Object.fromEntries(indexed) }),
    data: encodeAbiParameters(
      plain.map(([input]) => input),
      plain.map(([{ type }, value]) => (type === "uint256" ? BigInt(Number(value)) : value)),
    ),
    blockNumber: "0x2",
    blockHash: zeroHash,
    transactionHash: zeroHash,
    transactionIndex: "0x0",
    logIndex: "0x0",
    removed: false,
  };
}

describe("a write", () => {
  it("needs an account, and sends nothing without one", async () => {
    const { client, calls } = fakeNode({}, undefined);
    // fakeNode's own default would step in for undefined.
    const anonymous = { ...client, account: undefined };
    for (const attempt of [buy, buy.simulate, buy.estimateGas, buySync])
      expect(await rejection(attempt(anonymous, parameters), AccountRequiredError)).to.include({
        recovery: "connect_wallet",
      });
    expect(() => buy.call(parameters)).to.throw(AccountRequiredError);
    expect(calls).to.deep.equal([]);
  });

  it("lets the node or wallet sign for an address that the client has no key of", async () => {
    const { client, calls } = fakeNode();
    expect(await buy(client, { ...parameters, account: hostile })).to.match(/^0x(cd){32}$/);
    expect(calls.at(-1)).to.deep.include({ method: "eth_sendTransaction" });
    expect(calls.at(-1)?.params[0]).to.include({ from: hostile });
  });

  it("signs itself for the address of its own account", async () => {
    const { client, calls } = fakeNode();
    await buy(client, { ...parameters, account: player.address.toLowerCase() as Address });
    expect(calls.at(-1)?.method).to.equal("eth_sendRawTransaction");
  });

  it("signs with the account that it is given", async () => {
    const other = privateKeyToAccount(`0x${"22".repeat(32)}`);
    const { client, calls } = fakeNode();
    await buy(client, { ...parameters, account: other });
    expect(calls.find(({ method }) => method === "eth_getTransactionCount")?.params[0]).to.equal(other.address);
  });

  it("passes gas, fees and nonce on", async () => {
    const { client, calls } = fakeNode();
    const options = { gas: 99n, maxFeePerGas: 7n, maxPriorityFeePerGas: 3n, nonce: 5 };
    await buy(client, { ...parameters, ...options, account: hostile });
    expect(calls.at(-1)?.params[0]).to.include({
      gas: "0x63",
      maxFeePerGas: "0x7",
      maxPriorityFeePerGas: "0x3",
      nonce: "0x5",
    });
    expect(calls.map(({ method }) => method)).not.to.include("eth_estimateGas");
  });

  it("estimates gas, and gives what a function would return", async () => {
    const { client } = fakeNode({ eth_call: `0x${"0".repeat(62)}2a`, eth_estimateGas: "0x1234" });
    expect(await buy.estimateGas(client, parameters)).to.equal(0x1234n);
    const { result, request } = await buy.simulate(client, parameters);
    expect(result).to.equal(42n);
    expect(request).to.deep.include({ functionName: "buy", address: marketplace, account: player });
  });

  it("refuses what the contract's types do not take, before it sends anything", async () => {
    const { client, calls } = fakeNode();
    const refused = await rejection(buy(client, { ...parameters, maxTotal: -1n }), InvalidParameterError);
    expect(refused).to.include({ code: "invalid_parameter" });
    await rejection(buy(client, { ...parameters, recipient: "0x12" }), InvalidParameterError);
    const goods = { marketplace, token: hostile, standard: "ERC721", tokenId: 1n, quantity: 2n, price: 1n } as const;
    expect(await rejection(listItem(client, goods), InvalidParameterError)).to.include({ field: "quantity" });
    expect(calls).to.deep.equal([]);
  });
});

describe("a refused write", () => {
  it("has the type of the contract's error", async () => {
    const { client } = fakeNode({ eth_estimateGas: refusing(inactive), eth_call: refusing(inactive) });
    for (const attempt of [buy, buy.simulate, buy.estimateGas, buySync])
      await rejection(attempt(client, parameters), ListingNotActiveError);
  });

  it("is asked for its reason where the wallet gave none", async () => {
    const paused = encodeErrorResult({ abi: marketplaceAbi, errorName: "EnforcedPause" });
    const { client } = fakeNode({ eth_estimateGas: refusing(undefined), eth_call: refusing(paused) });
    await rejection(buy(client, parameters), EnforcedPauseError);
  });

  it("stays a refusal where nobody knows the reason", async () => {
    const { client } = fakeNode({ eth_estimateGas: refusing(undefined), eth_call: refusing(undefined) });
    await rejection(buy(client, parameters), ContractRevertError);
  });

  it("is told from a person's no", async () => {
    const no = () => {
      throw Object.assign(new Error("User rejected the request."), { code: 4001 });
    };
    const { client, calls } = fakeNode({ eth_sendTransaction: no });
    await rejection(buy(client, { ...parameters, account: hostile }), UserRejectedError);
    expect(calls.map(({ method }) => method)).not.to.include("eth_call");
  });
});

describe("a Sync twin", () => {
  it("waits for the block and says what the transaction did", async () => {
    const receipt = receiptOf("0x1", [logOf(marketplace, "ListingBought", zeroHash)]);
    let block = 0;
    const { client } = fakeNode({
      eth_blockNumber: () => `0x${(++block).toString(16)}`,
      eth_getTransactionReceipt: () => (block < 3 ? null : receipt),
      eth_getTransactionByHash: transactionOf(),
    });
    const bought = await buySync(client, parameters);
    expect(bought).to.include({ listingId: zeroHash, total: 1n });
    expect(bought.receipt.blockNumber).to.equal(2n);
  });

  it("is not deceived by a transaction that the wallet put in its place", async () => {
    const hash = `0x${"ee".repeat(32)}`;
    const cancellation = transactionOf({ hash, to: player.address, blockNumber: "0x2" });
    const block = { number: "0x2", timestamp: "0x1", transactions: [cancellation], baseFeePerGas: "0x1" };
    const { client } = fakeNode({
      eth_getTransactionByHash: transactionOf(),
      eth_getTransactionReceipt: ([asked]: readonly unknown[]) =>
        asked === hash ? { ...receiptOf("0x1"), transactionHash: hash } : null,
      eth_getBlockByNumber: block,
    });
    const error = await rejection(buySync(client, parameters), TransactionReplacedError);
    expect(error).to.include({ shortMessage: "You cancelled the transaction.", code: "transaction_replaced" });
    expect(error.receipt.transactionHash).to.equal(hash);
  });

  it("believes only the contract that it called, not a token's forged event", async () => {
    const forged: Hex = `0x${"ff".repeat(32)}`;
    const logs = [logOf(hostile, "ListingCreated", forged), logOf(marketplace, "ListingCreated", zeroHash)];
    const goods = { marketplace, token: hostile, standard: "ERC721", tokenId: 1n, price: 1n } as const;
    const { client } = fakeNode({ eth_getTransactionReceipt: receiptOf("0x1", logs) });
    expect((await listItemSync(client, goods)).listingId).to.equal(zeroHash);
    const { client: fooled } = fakeNode({ eth_getTransactionReceipt: receiptOf("0x1", logs.slice(0, 1)) });
    expect(await rejection(listItemSync(fooled, goods), EventNotFoundError)).to.include({
      eventName: "ListingCreated",
    });
  });

  it("says why a mined transaction had failed, by the state that its block left", async () => {
    const { client, calls } = fakeNode({
      eth_getTransactionReceipt: receiptOf("0x0"),
      eth_call: refusing(inactive),
    });
    await rejection(buySync(client, parameters), ListingNotActiveError);
    expect(calls.at(-1)?.params[1]).to.equal("0x2");
  });

  it("says that it failed where the reason has gone", async () => {
    const { client } = fakeNode({ eth_getTransactionReceipt: receiptOf("0x0"), eth_call: `0x${"0".repeat(64)}` });
    const error = await rejection(buySync(client, parameters), TransactionRevertedError);
    expect(error.receipt.status).to.equal("reverted");
  });

  it("gives up waiting, and says which transaction may still come", async () => {
    const { client } = fakeNode({ eth_getTransactionReceipt: null, eth_getTransactionByHash: null });
    const error = await rejection(buySync(client, { ...parameters, timeout: 40 }), TransactionTimeoutError);
    expect(error.hash).to.match(/^0x(ab){32}$/);
  });

  it("finds no event where there is none", () => {
    expect(() => pause.extractEvent([]))
      .to.throw(EventNotFoundError)
      .that.includes({ eventName: "Paused" });
    expect(() => finalizeAuction.extractEvent([])).to.throw(EventNotFoundError);
  });
});
