import {
  type AbiFunction,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  toFunctionSelector,
  toFunctionSignature,
  zeroAddress,
} from "viem";
import { actors } from "../../../test/helpers/chain.ts";
import type { Figures } from "../operations.ts";
import { PRICE, TOP_BID, type World } from "../world.ts";
import { type Artifact, compilePeer } from "./compile.ts";

const { admin, alice: seller, bob, carol, treasury } = actors;
const DAY = 86_400n;
const marketplace = "@thirdweb-dev/contracts/prebuilts/marketplace";

/**
 * Plays the trades of thirdweb's Marketplace V3 twice each and returns the gas of the second: its router behind its proxy,
 * with the extensions for listings and auctions, a fee of 5 %. Its listings leave the item in the wallet; its auctions escrow it.
 */
export async function measureThirdweb(world: World): Promise<Record<string, Figures>> {
  const { MarketplaceV3, DirectListingsLogic, EnglishAuctionsLogic, TWProxy } = compilePeer(
    {
      MarketplaceV3: `${marketplace}/entrypoint/MarketplaceV3.sol`,
      DirectListingsLogic: `${marketplace}/direct-listings/DirectListingsLogic.sol`,
      EnglishAuctionsLogic: `${marketplace}/english-auctions/EnglishAuctionsLogic.sol`,
      TWProxy: "@thirdweb-dev/contracts/infra/TWProxy.sol",
    },
    // With the 800 runs of its authors the router would not fit into a contract under this compiler.
    { optimizer: { enabled: true, runs: 200 } },
  );
  const construct = (artifact: Artifact, args: readonly unknown[]) =>
    world.deploy(encodeDeployData({ ...artifact, args }));

  /** An extension of the router: a contract, and which of its functions are called through it. */
  async function extension(name: string, artifact: Artifact, functions: readonly string[]) {
    const implementation = await construct(artifact, [zeroAddress]);
    const items = artifact.abi.filter((entry): entry is AbiFunction => entry.type === "function");
    return {
      metadata: { name, metadataURI: "", implementation },
      functions: items
        .filter((entry) => functions.includes(entry.name))
        .map((entry) => ({
          functionSelector: toFunctionSelector(entry),
          functionSignature: toFunctionSignature(entry),
        })),
    };
  }

  const extensions = [
    await extension("DirectListings", DirectListingsLogic, ["createListing", "buyFromListing", "totalListings"]),
    await extension("EnglishAuctions", EnglishAuctionsLogic, [
      "createAuction",
      "bidInAuction",
      "collectAuctionPayout",
      "collectAuctionTokens",
      "totalAuctions",
    ]),
  ];
  const router = await construct(MarketplaceV3, [
    { extensions, royaltyEngineAddress: zeroAddress, nativeTokenWrapper: zeroAddress },
  ]);
  const initialize = encodeFunctionData({
    abi: MarketplaceV3.abi,
    functionName: "initialize",
    args: [admin.address, "", [], treasury.address, 500],
  });
  const to = await construct(TWProxy, [router, initialize]);
  for (const player of [seller, bob, carol]) await world.approveAll(player, to);

  const send = (account: typeof seller, { abi }: Artifact, functionName: string, args: readonly unknown[]) =>
    world.send(account, { to, abi, functionName, args });

  const terms = async (tokenId: bigint) => ({
    assetContract: world.gameItems as Hex,
    tokenId,
    quantity: 1n,
    currency: world.credits as Hex,
    startTimestamp: await world.now(),
    endTimestamp: (await world.now()) + DAY,
  });

  let listings = 0n;
  async function list() {
    const params = { ...(await terms(world.takeItem())), pricePerToken: PRICE, reserved: false };
    return { gas: await send(seller, DirectListingsLogic, "createListing", [params]), id: listings++ };
  }

  const buy = (id: bigint) =>
    send(bob, DirectListingsLogic, "buyFromListing", [id, bob.address, 1n, world.credits, PRICE]);

  let auctions = 0n;
  async function createAuction() {
    const params = {
      ...(await terms(world.takeItem())),
      minimumBidAmount: PRICE,
      buyoutBidAmount: 0n,
      timeBufferInSeconds: 60n,
      bidBufferBps: 500n,
    };
    return { gas: await send(seller, EnglishAuctionsLogic, "createAuction", [params]), id: auctions++ };
  }

  const bid = (account: typeof bob, id: bigint, amount: bigint) =>
    send(account, EnglishAuctionsLogic, "bidInAuction", [id, amount]);

  /** Two bids and, after its end, both halves of the close. */
  async function play(id: bigint): Promise<number> {
    const bids = (await bid(bob, id, PRICE)) + (await bid(carol, id, TOP_BID));
    await world.passTime(Number(DAY) + 600);
    const payout = await send(seller, EnglishAuctionsLogic, "collectAuctionPayout", [id]);
    return bids + payout + (await send(carol, EnglishAuctionsLogic, "collectAuctionTokens", [id]));
  }

  await buy((await list()).id);
  const listed = await list();
  const bought = await buy(listed.id);
  await world.setRoyalty(250n);
  const buyRoyalty = await buy((await list()).id);
  await world.setRoyalty(0n);
  // One more auction with a bid stays open throughout, so that the router's own balances are never zero.
  await bid(bob, (await createAuction()).id, PRICE);
  await play((await createAuction()).id);
  await bid(bob, (await createAuction()).id, PRICE);
  const created = await createAuction();
  return {
    "thirdweb V3": {
      list: listed.gas,
      buy: bought,
      buyRoyalty,
      createAuction: created.gas,
      auctionTwoBids: created.gas + (await play(created.id)),
    },
  };
}
