import { ordersAbi } from "@plaza/sdk";
import {
  type Address,
  type ContractFunctionParameters,
  erc20Abi,
  erc721Abi,
  erc1155Abi,
  type Hex,
  maxUint256,
  type PublicClient,
  parseAbi,
  toEventSelector,
} from "viem";
import { type OrderFacts, partsOf, type SignedOrder } from "../../domain/orders.ts";

/** What the book of signed orders asks of a chain. */
export type OrdersOnChain = {
  /** What decides on an order, as of a block. */
  orderFacts(order: SignedOrder, block: number): Promise<OrderFacts>;
  /**
   * Accounts in whose orders something may have changed in these blocks, both included: a trade, a cancel, a transfer, an
   * approval. There can be others among them.
   */
  orderMoves(from: number, to: number, tokens: readonly Address[]): Promise<Set<Address>>;
  /** Who has an ERC-721 item; undefined for a token without owners, or that nobody has. */
  ownerOf(token: Address, tokenId: bigint): Promise<Address | undefined>;
};

const erc1271Abi = parseAbi(["function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)"]);
const ERC1271_MAGIC = "0x1626ba7e";

/** First topics of whatever can change what an order needs. ERC-20 and ERC-721 share the first two. */
const movedTopics: readonly Hex[] = [
  "Transfer(address,address,uint256)",
  "Approval(address,address,uint256)",
  "ApprovalForAll(address,address,bool)",
  "TransferSingle(address,address,address,uint256,uint256)",
  "TransferBatch(address,address,address,uint256[],uint256[])",
  "OrderCancelled(address,uint256)",
  "OrderPartlyFilled(bytes32,address,uint256,uint256)",
  "CounterBumped(address,uint256)",
].map((event) => toEventSelector(event));

/** An address as an indexed member of an event. A small number looks the same: that makes an account too many. */
const indexedAddress = /^0x0{24}([0-9a-f]{40})$/;

/** All in one call of the node, whether or not its chain has a Multicall. */
const DEPLOYLESS = { deployless: true, batchSize: 0 } as const;

/**
 * Reads the chain for the book of orders.
 *
 * @param careful - Calls what strangers name: tokens and wallets.
 */
export function ordersOnChain(
  client: PublicClient,
  careful: PublicClient,
  orders: Address,
  currency: Address,
): OrdersOnChain {
  const contract = { address: orders, abi: ordersAbi } as const;

  /** What shows whether the maker has what he gives, and lets Orders take it. */
  function holdings(order: SignedOrder) {
    const { maker, token, tokenId = 0n } = partsOf(order);
    if (order.kind === "offer") {
      const money = { address: currency, abi: erc20Abi } as const;
      return [
        { ...money, functionName: "balanceOf", args: [maker] },
        { ...money, functionName: "allowance", args: [maker, orders] },
      ] as const;
    }
    if (order.listing.standard === "ERC1155") {
      const stacks = { address: token, abi: erc1155Abi } as const;
      return [
        { ...stacks, functionName: "balanceOf", args: [maker, tokenId] },
        { ...stacks, functionName: "isApprovedForAll", args: [maker, orders] },
      ] as const;
    }
    const items = { address: token, abi: erc721Abi } as const;
    return [
      { ...items, functionName: "ownerOf", args: [tokenId] },
      { ...items, functionName: "isApprovedForAll", args: [maker, orders] },
      { ...items, functionName: "getApproved", args: [tokenId] },
    ] as const;
  }

  return {
    async orderFacts(order, block) {
      const { maker, nonce } = partsOf(order);
      const vouching = {
        ...{ address: maker, abi: erc1271Abi },
        ...{ functionName: "isValidSignature", args: [order.id, order.signature] },
      };
      // One call an order, ours first: a token that burns all gas then only spoils its own.
      const contracts: ContractFunctionParameters[] = [
        { ...contract, functionName: "counterOf", args: [maker] },
        { ...contract, functionName: "isOrderNonceUsed", args: [maker, nonce] },
        { ...contract, functionName: "filledOf", args: [maker, nonce] },
        { ...contract, functionName: "feeBps" },
        ...holdings(order),
        ...(order.isContractSigned ? [vouching] : []),
      ];
      const answers = await careful.multicall({ contracts, ...DEPLOYLESS, blockNumber: BigInt(block) });
      const [counter, isUsed, filled, feeBps, held, allowed, approved] = answers.map(({ result }, index) => {
        // These never revert: where they fail, the chain did not answer.
        const answer = answers[index];
        if (index < 4 && answer?.status === "failure") throw answer.error;
        return result;
      });
      const vouched = order.isContractSigned ? answers.at(-1)?.result === ERC1271_MAGIC : true;
      return {
        counter: counter as bigint,
        isNonceUsed: isUsed as boolean,
        filled: filled as bigint,
        feeBps: BigInt(feeBps as number),
        isSignatureGood: vouched,
        ...(typeof held === "bigint" || held === undefined
          ? { held: held ?? 0n, allowed: allowance(allowed) }
          : {
              held: same(held, maker) ? 1n : 0n,
              allowed: allowed === true || same(approved, orders) ? 1n : 0n,
            }),
      };
    },

    async orderMoves(from, to, tokens) {
      const logs = await client.request({
        method: "eth_getLogs",
        params: [
          {
            address: [orders, currency, ...tokens],
            topics: [[...movedTopics]],
            fromBlock: `0x${from.toString(16)}`,
            toBlock: `0x${to.toString(16)}`,
          },
        ],
      });
      const accounts = logs.flatMap(({ topics }) => topics.map((topic) => indexedAddress.exec(topic)?.[1]));
      return new Set(accounts.filter((account) => account !== undefined).map((account): Address => `0x${account}`));
    },

    async ownerOf(token, tokenId) {
      const [ours, theirs] = await careful.multicall({
        contracts: [
          { ...contract, functionName: "feeBps" },
          { address: token, abi: erc721Abi, functionName: "ownerOf", args: [tokenId] },
        ],
        ...DEPLOYLESS,
      });
      if (ours.status === "failure") throw ours.error;
      return theirs.result?.toLowerCase() as Address | undefined;
    },
  };
}

const allowance = (answer: unknown): bigint =>
  answer === true ? maxUint256 : typeof answer === "bigint" ? answer : 0n;

const same = (one: unknown, other: Address): boolean =>
  typeof one === "string" && one.toLowerCase() === other.toLowerCase();
