import type {
  AccountClient,
  AuctionTerms,
  Bid,
  FlowStore,
  GraphqlClient,
  IndexedAuction,
  ListingDetail,
  ListingTerms,
  ListingText,
  Offer,
  PlazaDeployment,
  PlazaDomain,
  Receipt,
  RelayerClient,
  Settlement,
  SignedListing,
  SignedReceipt,
  UnfinishedFlow,
} from "@plaza/sdk";
import type { ListingSearch } from "@plaza/sdk/query";
import type { Plaza } from "@plaza/sdk/react";
import type { QueryClient } from "@tanstack/react-query";
import type { JsonRpcSigner } from "ethers";
import type { ComponentType } from "react";
import type { Account, Address, Chain, Client, Hex, Transport } from "viem";

/** A client that signs with an account of its own. */
type Wallet = Client<Transport, Chain, Account>;

/**
 * What the examples in the SDK's documentation speak of and do not make themselves, with its type: an example may name this, what the
 * package, viem and TanStack Query export, and nothing else.
 */
export type ExampleWords = Record<"client" | "admin" | "minter" | "pauser", Wallet> &
  Record<
    "account" | "address" | "alice" | "bob" | "artist" | "buyer" | "seller" | "bidder" | "winner" | "owner",
    Address
  > &
  Record<"recipient" | "wallet" | "treasury" | "token" | "gameItems" | "gameResources" | "credits", Address> &
  Record<"marketplace" | "orders" | "verifier" | "receiptSigner", Address> &
  Record<
    "id" | "auctionId" | "signature" | "bidSignature" | "settlerSignature" | "receiptSignature" | "digest" | "root",
    Hex
  > &
  Record<"price" | "tokenId" | "maxAmount" | "minimumBid" | "minProceeds" | "startPrice" | "amount" | "nonce", bigint> &
  Record<"start" | "end" | "endsAt" | "deadline" | "issuedAt" | "listedAt", bigint> &
  Record<"tidyUp" | "showSimilarItems", () => void> &
  Record<"topBidOfOneAuction" | "topBidOfAnother", PresentedBid> &
  Record<"settler" | "receiptKey" | "sessionKey", Wallet & { address: Address }> & {
    chainId: number;
    url: string;
    folder: string;
    domain: PlazaDomain;
    deployment: PlazaDeployment;
    terms: ListingTerms & AuctionTerms;
    listing: ListingDetail;
    listings: ListingDetail[];
    auction: IndexedAuction;
    auctions: IndexedAuction[];
    item: ListingDetail["item"];
    ids: Hex[];
    signedListing: SignedListing;
    offer: Offer;
    swords: bigint[];
    bid: Bid;
    bids: Awaited<ReturnType<RelayerClient["getBids"]>>;
    receipt: SignedReceipt;
    next: Receipt;
    settlement: Settlement;
    purchase: { terms: ListingTerms; maxTotal: bigint };
    unfinished: UnfinishedFlow;
    text: ListingText;
    filter: ListingSearch["filter"];
    after: number;
    ed25519Key: Hex;
    context: Plaza;
    plaza: Plaza;
    graphql: GraphqlClient;
    relayer: RelayerClient;
    accounts: AccountClient;
    store: FlowStore;
    queryClient: QueryClient;
    signer: JsonRpcSigner;
    publicKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
    privateKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
    Shop: ComponentType;
    recover: (digest: Uint8Array, signature: Hex) => Address;
    signMessage: (message: string) => Promise<Hex>;
    show: (message: string) => void;
    showLamp: (status: string) => void;
    report: (discrepancies: readonly unknown[]) => void;
    caught: unknown;
  };

type PresentedBid = {
  terms: AuctionTerms;
  bid: Omit<Bid, "auctionId">;
  bidSignature: Hex;
  receipt: Pick<Receipt, "amount" | "sequence" | "receivedAt" | "previous">;
  receiptSignature: Hex;
};
