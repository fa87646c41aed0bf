import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Account, Address, Chain, Client, Hex, TransactionReceipt, Transport } from "viem";
import type * as sdk from "./index.ts";
import * as entry from "./index.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

describe("the package", () => {
  it("runs in Node and browsers with nothing but viem; its hooks with React and TanStack Query besides, /ethers with ethers", () => {
    const foreign = files.flatMap((file) => {
      const source = readFileSync(new URL(file, folder), "utf8");
      const imported = [...source.matchAll(/^(import type|import|export)\b[^;]*?\bfrom "([^"]+)"/gm)].map(
        ([, how, from = ""]) => (how === "import type" ? `type ${from}` : from),
      );
      const allowed = [
        /^\./,
        /^type \./,
        /^(type )?viem(\/(actions|siwe|utils))?$/,
        ...(/^query[\\/]/.test(file) ? [/^type @tanstack\/query-core$/] : []),
        ...(/^react[\\/]/.test(file) ? [/^(type )?(react|@tanstack\/react-query)$/] : []),
        ...(/^ethers[\\/]/.test(file) ? [/^(type )?ethers$/] : []),
      ];
      return imported.filter((from) => !allowed.some((form) => form.test(from))).map((from) => `${file}: ${from}`);
    });
    expect(foreign).to.deep.equal([]);
    expect(files.length).to.be.greaterThan(80);
  });

  it("gives all of its entry points from one", async () => {
    for (const path of [
      "./abi/index.ts",
      "./actions/index.ts",
      "./flows/index.ts",
      "./relayer/index.ts",
      "./graphql/index.ts",
    ])
      expect(entry).to.include.keys(Object.keys(await import(new URL(path, folder).href)));
  });

  it("has its queries beside, its hooks and what is for ethers, which nothing else needs", () => {
    const needed = files
      .filter((file) => !/^(query|react|ethers)[\\/]/.test(file))
      .filter((file) => /from "[^"]*\/(query|react|ethers)\//.test(readFileSync(new URL(file, folder), "utf8")));
    expect(needed).to.deep.equal([]);
  });

  it("documents each action with an example", () => {
    const actions = files.filter((file) =>
      /^actions[\\/](listings|auctions|vault|credits|items|admin|orders|reads|signing)[\\/](?!index|traits)/.test(file),
    );
    expect(actions).to.have.lengthOf(80);
    for (const file of actions) expect(readFileSync(new URL(file, folder), "utf8"), file).to.include("@example");
  });
});

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
    // Parameters that a deployment fills in need not be given; others must.
    Parameters<sdk.PlazaActions["pause"]> extends [(infer _)?] ? true : false,
    Equal<Extract<keyof Parameters<sdk.PlazaActions["buy"]>[0], "maxTotal">, "maxTotal">,
    undefined extends Parameters<sdk.PlazaActions["buy"]>[0]["marketplace"] ? true : false,
    undefined extends Parameters<sdk.PlazaActions["buy"]>[0]["maxTotal"] ? false : true,
  ]
>;
