import { marketplaceAbi } from "@plaza/sdk";
import {
  type Address,
  type BaseError,
  type Chain as ChainDefinition,
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  createPublicClient,
  defineChain,
  formatLog,
  type Hex,
  keccak256,
  type PublicClient,
  parseAbi,
  type ReadContractParameters,
  slice,
  TransactionReceiptNotFoundError,
  type Transport,
  toFunctionSelector,
} from "viem";
import type { MarketplaceTimes } from "../../domain/auctions.ts";
import type { Block, ChainEvent } from "../../domain/chainEvents.ts";
import { decodeLog, followedTopics } from "./events.ts";
import { type OrdersOnChain, ordersOnChain } from "./orders.ts";
import { isOutOfGas, withGasCeiling } from "./strangers.ts";

const erc1271Abi = parseAbi(["function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)"]);
const ERC1271_MAGIC = "0x1626ba7e";
const erc7913Abi = parseAbi(["function verify(bytes key, bytes32 digest, bytes signature) view returns (bytes4)"]);
const ERC7913_MAGIC = toFunctionSelector(erc7913Abi[0]);
const ACCOUNT_BYTES = 20;

/** A transaction's outcome. */
export type Receipt = { status: "success" | "reverted"; block: { number: number; hash: Hex } };

/** Prices of gas, smallest unit of the chain's coin. */
export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

/** What can pay for a settlement, and what of it no settlement elsewhere may take (smallest unit). */
export type VaultAtHead = { funds: bigint; presented: bigint };

/** All that the relayer asks of a chain. Tests have one in memory that can fork and forget. */
export type Chain = OrdersOnChain & {
  chainId: number;
  block(at: number | "latest" | "finalized"): Promise<Block>;
  /** The Marketplace's and Orders' events in these blocks, both included, in their order. */
  events(from: number, to: number): Promise<ChainEvent[]>;
  /** The same of one block, in their order. A node that does not know the block fails. */
  eventsIn(block: Hex): Promise<ChainEvent[]>;
  /** An account's money at the latest head: free and exiting funds, and what its presented bids bind of them. */
  vault(account: Address): Promise<VaultAtHead>;
  /** Transactions of the account that the chain has executed. */
  transactionCount(account: Address, at: number | "latest"): Promise<number>;
  receipt(hash: Hex): Promise<Receipt | undefined>;
  /** Gas that a call of the Marketplace needs; throws what it reverts with. */
  estimateGas(from: Address, data: Hex): Promise<bigint>;
  fees(): Promise<Fees>;
  send(raw: Hex): Promise<void>;
  balance(account: Address): Promise<bigint>;
  /** What a bid key, in ERC-7913 form, may still spend by the chain: also what presented bids of it bind is spent. */
  bidKeyRoom(account: Address, key: Hex): Promise<bigint>;
  /** Whether a key with a verifier, in ERC-7913 form, signed a digest. */
  verifies(key: Hex, digest: Hex, signature: Hex): Promise<boolean>;
  /** Whether a key's settlements are accepted now. */
  isSettler(signer: Hex): Promise<boolean>;
  /** Whether a key's receipts and Extensions are good now. */
  isReceiptKey(signer: Hex): Promise<boolean>;
  times(): Promise<MarketplaceTimes>;
  /** What a contract's ERC-1271 says of a signature; false for an account that is no contract. */
  isValidSignature(account: Address, digest: Hex, signature: Hex): Promise<boolean>;
};

/** A chain behind JSON-RPC. */
export async function connectChain({
  chainId,
  marketplace,
  orders,
  credits,
  transport,
  strangers = transport,
}: {
  chainId: number;
  marketplace: Address;
  orders: Address;
  /** What prices are in. */
  credits: Address;
  transport: Transport;
  /** How contracts are called that anybody may name: with a breaker of its own, since they can make a node fail. @default `transport` */
  strangers?: Transport | undefined;
}): Promise<Chain> {
  // No contract may have this machine ask a URL of the contract's choice (CCIP-Read).
  const rules = { chain: definitionOf(chainId), cacheTime: 0, ccipRead: false } as const;
  const client = createPublicClient({ ...rules, transport });
  const careful = createPublicClient({ ...rules, transport: withGasCeiling(strangers) });
  const found = await client.getChainId();
  if (found !== chainId)
    throw new Error(`The RPC endpoint serves chain ${found}; the deployment is on chain ${chainId}.`);
  return {
    ...chainOf(client, careful, chainId, marketplace, orders),
    ...ordersOnChain(client, careful, orders, credits),
  };
}

const definitionOf = (chainId: number): ChainDefinition =>
  defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "coin", symbol: "COIN", decimals: 18 },
    rpcUrls: { default: { http: [] } },
  });

function chainOf(
  client: PublicClient,
  careful: PublicClient,
  chainId: number,
  address: Address,
  orders: Address,
): Omit<Chain, keyof OrdersOnChain> {
  const contract = { address, abi: marketplaceAbi } as const;
  const logs = async (where: { fromBlock: Hex; toBlock: Hex } | { blockHash: Hex }) => {
    const found = await client.request({
      method: "eth_getLogs",
      params: [{ address: [address, orders], topics: [[...followedTopics]], ...where }],
    });
    return found.map((log) => decodeLog(formatLog(log))).filter((event) => event !== undefined);
  };
  return {
    chainId,
    async block(at) {
      const block = await client.getBlock(typeof at === "number" ? { blockNumber: BigInt(at) } : { blockTag: at });
      const { number, hash, parentHash, timestamp } = block;
      if (number === null || hash === null) throw new Error(`Block ${at} is pending.`);
      return { number: Number(number), hash, parentHash, timestamp: Number(timestamp) };
    },
    events: (from, to) => logs({ fromBlock: hex(from), toBlock: hex(to) }),
    eventsIn: (block) => logs({ blockHash: block }),
    async vault(account) {
      const vault = await client.readContract({ ...contract, functionName: "vaultOf", args: [account] });
      return { funds: vault.free + vault.exiting, presented: vault.presented };
    },
    transactionCount: (account, at) =>
      client.getTransactionCount({
        address: account,
        ...(at === "latest" ? { blockTag: at } : { blockNumber: BigInt(at) }),
      }),
    async receipt(hash) {
      try {
        const { status, blockNumber, blockHash } = await client.getTransactionReceipt({ hash });
        return { status, block: { number: Number(blockNumber), hash: blockHash } };
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return undefined;
        throw error;
      }
    },
    estimateGas: (from, data) => client.estimateGas({ account: from, to: address, data }),
    async fees() {
      const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
      return { maxFeePerGas, maxPriorityFeePerGas };
    },
    async send(raw) {
      await client.sendRawTransaction({ serializedTransaction: raw });
    },
    balance: (account) => client.getBalance({ address: account }),
    async bidKeyRoom(account, key) {
      const [{ cap, spent, nextCap, nextCapAt }, { timestamp }] = await Promise.all([
        client.readContract({ ...contract, functionName: "bidKeyOf", args: [account, keccak256(key)] }),
        client.getBlock(),
      ]);
      const present = nextCapAt !== 0 && timestamp >= BigInt(nextCapAt) ? nextCap : cap;
      return present > spent ? present - spent : 0n;
    },
    verifies: (key, digest, signature) =>
      says(
        client,
        {
          address: slice(key, 0, ACCOUNT_BYTES),
          abi: erc7913Abi,
          functionName: "verify",
          args: [slice(key, ACCOUNT_BYTES), digest, signature],
        },
        ERC7913_MAGIC,
      ),
    isSettler: (signer) => client.readContract({ ...contract, functionName: "isSettler", args: [signer] }),
    isReceiptKey: (signer) => client.readContract({ ...contract, functionName: "isReceiptKey", args: [signer] }),
    async times() {
      const read = (functionName: "CHALLENGE" | "GRACE" | "EXTENSION_LIMIT" | "EXTENSION_WINDOW") =>
        client.readContract({ ...contract, functionName });
      const [challenge, grace, extensionLimit, extensionWindow] = await Promise.all([
        read("CHALLENGE"),
        read("GRACE"),
        read("EXTENSION_LIMIT"),
        read("EXTENSION_WINDOW"),
      ]);
      return {
        ...{ challenge: Number(challenge), grace: Number(grace) },
        ...{ extensionLimit: Number(extensionLimit), extensionWindow: Number(extensionWindow) },
      };
    },
    isValidSignature: (address, digest, signature) =>
      says(
        careful,
        { address, abi: erc1271Abi, functionName: "isValidSignature", args: [digest, signature] },
        ERC1271_MAGIC,
      ),
  };
}

/** Whether a contract answers a question about a signature with the magic value. */
async function says(client: PublicClient, question: ReadContractParameters, magic: Hex): Promise<boolean> {
  try {
    return (await client.readContract(question)) === magic;
  } catch (error) {
    // The account is no contract, has no such function, reverts, or wants too much gas: it did not sign. A chain that is away is another matter.
    if (error instanceof ContractFunctionExecutionError && isAnswer(error)) return false;
    throw error;
  }
}

const isAnswer = (error: BaseError): boolean =>
  error.walk(
    (cause) => cause instanceof ContractFunctionRevertedError || cause instanceof ContractFunctionZeroDataError,
  ) !== null || isOutOfGas(error);

const hex = (number: number): Hex => `0x${number.toString(16)}`;
