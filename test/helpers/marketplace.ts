import {
  type AuctionRules,
  type AuctionTerms,
  auctionTypedData,
  encodeAuctionData,
  encodeListingData,
  type ListingTerms,
  listingTypedData,
  packAuctionRules,
  packSchedule,
} from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { network } from "hardhat";
import {
  type Account,
  type Address,
  type Chain,
  encodeFunctionData,
  getAddress,
  getContract,
  type Hex,
  hashTypedData,
  type PublicClient,
  parseAbi,
  parseEther,
  type Transport,
  type WalletClient,
  zeroAddress,
} from "viem";

/** The mocks' functions that these tests call. */
export const moneyAbi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function setListed(address account, bool listed)",
]);
export const itemsAbi = parseAbi([
  "function mint(address to, uint256 tokenId)",
  "function ownerOf(uint256 tokenId) view returns (address)",
  "function approve(address to, uint256 tokenId)",
  "function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)",
]);
export const stacksAbi = parseAbi([
  "function mint(address to, uint256 tokenId, uint256 quantity)",
  "function balanceOf(address account, uint256 tokenId) view returns (uint256)",
  "function safeTransferFrom(address from, address to, uint256 tokenId, uint256 quantity, bytes data)",
]);

export type Wallet = WalletClient<Transport, Chain, Account>;

export const CHALLENGE = 300n;
export const GRACE = 86_400n;
export const DAY = 86_400n;
export const EXIT_DELAY = 9n * DAY;
export const PRICE = parseEther("100");

const actorNames = ["admin", "alice", "bob", "seller", "treasury", "settler", "carol", "receiptKeeper"] as const;
export type ActorName = (typeof actorNames)[number];

/**
 * A Marketplace of its own on a chain of its own, with a currency and tokens that anyone can mint, and its people.
 *
 * @param currency - The contract to use as currency.
 * @param collection - The contract of the ERC-721 items.
 */
export async function deployMarketplace({
  currency = "PlainERC20",
  collection = "PlainERC721",
}: {
  currency?: string;
  collection?: string;
} = {}) {
  const { viem, networkHelpers } = await network.create();
  const [wallets, client, test] = await Promise.all([
    viem.getWalletClients(),
    viem.getPublicClient(),
    viem.getTestClient(),
  ]);
  const actor = Object.fromEntries(actorNames.map((name, i) => [name, wallets[i]])) as Record<ActorName, Wallet>;
  const addressOf = (name: ActorName): Address => getAddress(actor[name].account.address);
  const at = async (name: string, args: unknown[] = []) => (await viem.deployContract(name, args)).address;
  const publicClient: PublicClient = client;

  const money = getContract({
    address: await at(currency),
    abi: moneyAbi,
    client: { public: client, wallet: actor.admin },
  });
  const items = getContract({
    address: await at(collection),
    abi: itemsAbi,
    client: { public: client, wallet: actor.admin },
  });
  const stacks = getContract({
    address: await at("PlainERC1155"),
    abi: stacksAbi,
    client: { public: client, wallet: actor.admin },
  });
  const config = {
    currency: money.address,
    admin: addressOf("admin"),
    adminDelay: 172_800,
    treasury: addressOf("treasury"),
    feeBps: 500,
    settler: addressOf("settler"),
    receiptKey: addressOf("receiptKeeper"),
    challenge: Number(CHALLENGE),
    grace: Number(GRACE),
    maxAuction: Number(7n * DAY),
    extensionLimit: 3_600,
    extensionWindow: 300,
    exitDelay: Number(EXIT_DELAY),
    exitMargin: Number(DAY),
    settlerDelay: 21_600,
  };
  const desks = [await at("AuctionDesk", [config]), await at("ListingDesk", [config])];
  const address = await at("Marketplace", [config, ...desks]);
  const marketplace = getContract({ address, abi: marketplaceAbi, client: { public: client, wallet: actor.admin } });
  const domain = { chainId: await publicClient.getChainId(), marketplace: address };

  /** Sends a call as somebody, and answers its receipt whether or not it succeeded. */
  const send = async (wallet: Wallet, to: Address, data: Hex, gas = 1_000_000n) =>
    publicClient.waitForTransactionReceipt({ hash: await wallet.sendTransaction({ to, data, gas }) });

  /** Gives a wallet money, all of it approved to the Marketplace. */
  const fund = async (wallet: Wallet, amount: bigint) => {
    await money.write.mint([wallet.account.address, amount]);
    await money.write.approve([address, 2n ** 256n - 1n], { account: wallet.account });
  };

  const deposit = async (wallet: Wallet, amount: bigint) => {
    await fund(wallet, amount);
    await marketplace.write.deposit([wallet.account.address, amount], { account: wallet.account });
  };

  let tokens = 0n;
  const sendIn = async (standard: "item" | "stack", quantity: bigint, data: Hex, { account } = actor.seller) => {
    const tokenId = ++tokens;
    if (standard === "item") {
      await items.write.mint([account.address, tokenId]);
      await items.write.safeTransferFrom([account.address, address, tokenId, data], { account });
    } else {
      await stacks.write.mint([account.address, tokenId, quantity]);
      await stacks.write.safeTransferFrom([account.address, address, tokenId, quantity, data], { account });
    }
    const token = standard === "item" ? items.address : stacks.address;
    return { seller: account.address, token, tokenId, quantity };
  };

  /** The seller lists a new item, or a stack, by one transfer. */
  const list = async ({
    price = PRICE,
    quantity,
    maxRoyaltyBps = 0,
  }: {
    price?: bigint;
    quantity?: bigint;
    maxRoyaltyBps?: number;
  } = {}) => {
    const data = encodeListingData({ price, salt: 0n, maxRoyaltyBps });
    const sent = await sendIn(quantity ? "stack" : "item", quantity ?? 1n, data);
    const schedule = packSchedule({ listedAt: BigInt(await networkHelpers.time.latest()) });
    const terms: ListingTerms = { ...sent, schedule, taker: zeroAddress, salt: 0n };
    return { terms, id: hashTypedData(listingTypedData(domain, terms)) };
  };

  /** The seller, or somebody else, puts a new item, or a stack, up for auction by one transfer. */
  const auction = async ({ by, ...params }: { by?: Wallet } & Partial<AuctionTerms & AuctionRules> = {}) => {
    const start = params.start ?? BigInt(await networkHelpers.time.latest()) + 1n;
    const all = {
      startPrice: PRICE,
      reservePrice: 0n,
      incrementBps: 500n,
      buyoutPrice: 0n,
      maxRoyaltyBps: 0n,
      salt: 0n,
      end: start + DAY,
      ...params,
      start,
    };
    const data = encodeAuctionData({ ...all, maxRoyaltyBps: Number(all.maxRoyaltyBps) });
    const sent = await sendIn(params.quantity ? "stack" : "item", params.quantity ?? 1n, data, by);
    const terms: AuctionTerms & AuctionRules = { ...all, ...sent, rules: packAuctionRules(all) };
    return { terms, id: hashTypedData(auctionTypedData(domain, terms)) };
  };

  const call = (parameters: Parameters<typeof encodeFunctionData<typeof marketplaceAbi>>[0]) =>
    encodeFunctionData(parameters);

  return {
    address,
    actor,
    addressOf,
    auction,
    call,
    client: publicClient,
    config,
    deposit,
    domain,
    fund,
    items,
    list,
    marketplace,
    money,
    send,
    stacks,
    test,
    time: networkHelpers.time,
    viem,
    wallets: wallets as readonly Wallet[],
  };
}

export type Place = Awaited<ReturnType<typeof deployMarketplace>>;
