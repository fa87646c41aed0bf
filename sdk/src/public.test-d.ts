import type { Account, Address, Chain, Client, Hex, TransactionReceipt, Transport } from "viem";
import type * as sdk from "./index.ts";

/** Held by the type checker alone. */
type Equal<a, b> = (<t>() => t extends a ? 1 : 2) extends <t>() => t extends b ? 1 : 2 ? true : false;
type Holds<claims extends readonly true[]> = claims;

type Bought = Awaited<ReturnType<typeof sdk.buySync>>;
type Simulated = Awaited<ReturnType<typeof sdk.buy.simulate>>;

export type Claims = Holds<
  [
    Equal<Bought["total"], bigint>,
    Equal<Bought["buyer"], Address>,
    Equal<Bought["receipt"], TransactionReceipt>,
    Equal<Simulated["result"], bigint>,
    Equal<ReturnType<typeof sdk.buy.call>["functionName"], "buy">,
    Equal<Awaited<ReturnType<typeof sdk.mintItemsSync>>["tokenIds"], bigint[]>,
    Equal<sdk.ListingNotActiveError["name"], "ListingNotActiveError">,
    Equal<sdk.ListingNotActiveError["args"], { readonly listingId: Hex }>,
    Equal<sdk.ContractErrorArgs<"NonceAlreadyUsed">, { readonly signerHash: Hex; readonly nonce: bigint }>,
    Equal<sdk.RelayerBidTooLowError["code"], "bid_too_low">,
    Equal<Extract<sdk.KnownRelayerError, { code: "not_covered" }>, sdk.RelayerNotCoveredError>,
    Equal<Extract<sdk.KnownContractError, { name: "ZeroPriceError" }>["errorName"], "ZeroPrice">,
    Parameters<typeof sdk.buy>[0] extends Client<Transport, Chain | undefined, Account | undefined> ? true : false,
    // What is listed can be bought as it is.
    Awaited<ReturnType<typeof sdk.listItemSync>> extends sdk.ListingTerms ? true : false,
    Awaited<ReturnType<typeof sdk.createAuctionSync>> extends sdk.AuctionTerms ? true : false,
    sdk.SignedReceipt extends sdk.Receipt ? true : false,
    // Not a transaction's nonce, of which every write takes one.
    Equal<Parameters<typeof sdk.burnNonce>[1]["signerNonce"], bigint>,
    // Parameters that a deployment fills in need not be given; others must.
    Parameters<sdk.PlazaActions["pause"]> extends [(infer _)?] ? true : false,
    Equal<Extract<keyof Parameters<sdk.PlazaActions["buy"]>[0], "maxTotal">, "maxTotal">,
    undefined extends Parameters<sdk.PlazaActions["buy"]>[0]["marketplace"] ? true : false,
    undefined extends Parameters<sdk.PlazaActions["buy"]>[0]["maxTotal"] ? false : true,
  ]
>;
