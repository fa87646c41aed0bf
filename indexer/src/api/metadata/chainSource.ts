import {
  type Address,
  BaseError,
  createPublicClient,
  type Hex,
  HttpRequestError,
  http,
  type PublicClient,
  parseAbi,
  RpcRequestError,
  TimeoutError,
} from "viem";
import { MetadataError } from "./failure.ts";

const abi = parseAbi([
  "function tokenURI(uint256 tokenId) view returns (string)",
  "function uri(uint256 id) view returns (string)",
  "function contractURI() view returns (string)",
  "function name() view returns (string)",
  "function supportsInterface(bytes4 interfaceId) view returns (bool)",
]);

/** By ERC-165. */
const INTERFACES = { ERC721: "0x80ac58cd", ERC1155: "0xd9b67a26" } as const;

/** What the chain may answer at most: a contract decides how long its URI is. */
const MAX_ANSWER_BYTES = 4_000_000;
const TIMEOUT_MS = 10_000;

export type TokenStandard = keyof typeof INTERFACES;

/** Asks contracts where their metadata is. */
export type ChainSource = {
  /** Which standard the contract says that it follows: the presumed one, if it says so; null if it says neither. */
  standardOf(token: Hex, presumed: TokenStandard): Promise<TokenStandard | null>;
  /** @throws MetadataError `NO_URI` when it says nothing, `CHAIN_AWAY` when nobody could be asked. */
  uriOf(token: Hex, tokenId: bigint, standard: TokenStandard): Promise<string>;
  /** Where the collection's own metadata is; null if it does not say. */
  contractUriOf(token: Hex): Promise<string | null>;
  /** The contract's own name; null if it has none. */
  nameOf(token: Hex): Promise<string | null>;
};

/** A client of the chain that reads no more of an answer than it should, and asks once. */
export function createMetadataClient(rpcUrl: string): PublicClient {
  const fetchFn = async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await fetch(input, init);
    return new Response(await readBounded(response), { status: response.status, headers: response.headers });
  };
  return createPublicClient({ transport: http(rpcUrl, { fetchFn, retryCount: 0, timeout: TIMEOUT_MS }) });
}

/** Makes a source of a chain. */
export function createChainSource(client: Pick<PublicClient, "readContract">): ChainSource {
  /** What a contract answers; null for nothing, or an error of its own. */
  const answerOf = async <Answer>(asked: Promise<Answer>) => {
    try {
      return (await asked) || null;
    } catch (error) {
      if (isAway(error)) throw new MetadataError("CHAIN_AWAY", "The chain did not answer.", { cause: error });
      return null;
    }
  };
  const read = (address: Address, functionName: "contractURI" | "name") =>
    answerOf(client.readContract({ abi, address, functionName }));
  const follows = (address: Address, standard: TokenStandard) =>
    answerOf(client.readContract({ abi, address, functionName: "supportsInterface", args: [INTERFACES[standard]] }));
  return {
    async standardOf(token, presumed) {
      const other = presumed === "ERC721" ? "ERC1155" : "ERC721";
      for (const standard of [presumed, other] as const) if (await follows(token, standard)) return standard;
      return null;
    },
    async uriOf(address, tokenId, standard) {
      const functionName = standard === "ERC721" ? "tokenURI" : "uri";
      try {
        const uri = await client.readContract({ abi, address, functionName, args: [tokenId] });
        if (uri !== "") return withId(uri, tokenId, standard);
      } catch (cause) {
        if (isAway(cause)) throw new MetadataError("CHAIN_AWAY", "The chain did not answer.", { cause });
        throw new MetadataError("NO_URI", `The contract has no ${functionName} for it.`, { cause });
      }
      throw new MetadataError("NO_URI", `The contract's ${functionName} is empty.`);
    },
    contractUriOf: (token) => read(token, "contractURI"),
    nameOf: (token) => read(token, "name"),
  };
}

/** ERC-1155 has one URI for all tokens, with 64 hex digits in lower case to be put into it. */
function withId(uri: string, tokenId: bigint, standard: TokenStandard): string {
  return standard === "ERC721" ? uri : uri.replaceAll("{id}", tokenId.toString(16).padStart(64, "0"));
}

/** Whether it was the way to the chain that failed, and not the contract. What reverts is told by RPC errors too. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof BaseError)) return true;
  const away = error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError);
  if (away) return !(away.cause instanceof RangeError);
  const answered = error.walk((cause) => cause instanceof RpcRequestError) as RpcRequestError | null;
  // Limits of the provider, and faults of its own.
  return answered !== null && [-32_005, -32_603, 429].includes(answered.code) && !/revert/i.test(answered.details);
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new RangeError(`The chain's answer is larger than ${MAX_ANSWER_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
