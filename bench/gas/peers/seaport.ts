import { encodeDeployData, type Hex, zeroAddress, zeroHash } from "viem";
import { actors } from "../../../test/helpers/chain.ts";
import type { Figures } from "../operations.ts";
import { feeOf, PRICE, type World } from "../world.ts";
import { compilePeer } from "./compile.ts";

const { admin, alice: seller, bob: buyer, treasury } = actors;

/** Numbers of Seaport's enums. */
const ItemType = { erc20: 1, erc721: 2 };
const BasicOrderType = { erc20ToErc721: 8, erc721ToErc20: 16 };
const FULL_OPEN = 0;

type Item = { itemType: number; token: Hex; identifierOrCriteria: bigint; startAmount: bigint; endAmount: bigint };
type ReceivedItem = Item & { recipient: Hex };
type Order = ReturnType<typeof orderOf>;

const itemFields = [
  { name: "itemType", type: "uint8" },
  { name: "token", type: "address" },
  { name: "identifierOrCriteria", type: "uint256" },
  { name: "startAmount", type: "uint256" },
  { name: "endAmount", type: "uint256" },
];
const types = {
  OrderComponents: [
    { name: "offerer", type: "address" },
    { name: "zone", type: "address" },
    { name: "offer", type: "OfferItem[]" },
    { name: "consideration", type: "ConsiderationItem[]" },
    { name: "orderType", type: "uint8" },
    { name: "startTime", type: "uint256" },
    { name: "endTime", type: "uint256" },
    { name: "zoneHash", type: "bytes32" },
    { name: "salt", type: "uint256" },
    { name: "conduitKey", type: "bytes32" },
    { name: "counter", type: "uint256" },
  ],
  OfferItem: itemFields,
  ConsiderationItem: [...itemFields, { name: "recipient", type: "address" }],
};

const item = (itemType: number, token: Hex, identifier: bigint, amount: bigint): Item => ({
  itemType,
  token,
  identifierOrCriteria: identifier,
  startAmount: amount,
  endAmount: amount,
});

let salt = 0n;
const orderOf = (offerer: Hex, offer: Item, consideration: ReceivedItem[]) => ({
  offerer,
  zone: zeroAddress,
  offer: [offer],
  consideration,
  orderType: FULL_OPEN,
  startTime: 0n,
  endTime: 2n ** 40n,
  zoneHash: zeroHash,
  salt: ++salt,
  conduitKey: zeroHash,
});

/**
 * Plays Seaport 1.6's trades twice each and returns the gas of the second. Players approve Seaport itself, which is cheaper
 * than a conduit; the fee of 5 % is a consideration item for the treasury.
 */
export async function measureSeaport(world: World): Promise<Record<string, Figures>> {
  const { Seaport, ConduitController } = compilePeer(
    { Seaport: "seaport-core/src/Seaport.sol", ConduitController: "seaport-core/src/conduit/ConduitController.sol" },
    { viaIR: true, optimizer: { enabled: true, runs: 4_294_967_295 } },
  );
  const controller = await world.deploy(ConduitController.bytecode);
  const { abi } = Seaport;
  const to = await world.deploy(encodeDeployData({ ...Seaport, args: [controller] }));
  for (const player of [seller, buyer]) await world.approveAll(player, to);

  const sword = (tokenId: bigint) => item(ItemType.erc721, world.gameItems, tokenId, 1n);
  const money = (amount: bigint) => item(ItemType.erc20, world.credits, 0n, amount);
  const fee = { ...money(feeOf(PRICE)), recipient: treasury.address };
  const royalty = { ...money(PRICE / 40n), recipient: admin.address };
  const domain = { name: "Seaport", version: "1.6", chainId: world.chainId, verifyingContract: to };

  const sign = (account: typeof seller, order: Order) =>
    account.signTypedData({ domain, types, primaryType: "OrderComponents", message: { ...order, counter: 0n } });

  /** A sale of the next item; `shares` of its price go to others than the seller. */
  const listing = (shares = [fee]) => {
    const proceeds = shares.reduce((rest, { startAmount }) => rest - startAmount, PRICE);
    return orderOf(seller.address, sword(world.takeItem()), [
      { ...money(proceeds), recipient: seller.address },
      ...shares,
    ]);
  };

  const signed = async (account: typeof seller, order: Order) => ({
    parameters: { ...order, totalOriginalConsiderationItems: BigInt(order.consideration.length) },
    numerator: 1n,
    denominator: 1n,
    signature: await sign(account, order),
    extraData: "0x" as Hex,
  });

  const send = (account: typeof seller, functionName: string, args: readonly unknown[]) =>
    world.send(account, { to, abi, functionName, args });

  const basic = async (account: typeof seller, order: Order, type: number) => {
    const [offered] = order.offer;
    const [wanted, ...shares] = order.consideration;
    if (!offered || !wanted) throw new Error("a basic order has one item on each side");
    return {
      considerationToken: wanted.token,
      considerationIdentifier: wanted.identifierOrCriteria,
      considerationAmount: wanted.startAmount,
      offerer: order.offerer,
      zone: order.zone,
      offerToken: offered.token,
      offerIdentifier: offered.identifierOrCriteria,
      offerAmount: offered.startAmount,
      basicOrderType: type,
      startTime: order.startTime,
      endTime: order.endTime,
      zoneHash: order.zoneHash,
      salt: order.salt,
      offererConduitKey: zeroHash,
      fulfillerConduitKey: zeroHash,
      totalOriginalAdditionalRecipients: BigInt(shares.length),
      additionalRecipients: shares.map(({ startAmount, recipient }) => ({ amount: startAmount, recipient })),
      signature: await sign(account, order),
    };
  };

  const buyBasic = async (shares = [fee]) =>
    send(buyer, "fulfillBasicOrder_efficient_6GL6yc", [
      await basic(seller, listing(shares), BasicOrderType.erc20ToErc721),
    ]);

  const buyAdvanced = async () =>
    send(buyer, "fulfillAdvancedOrder", [await signed(seller, listing()), [], zeroHash, buyer.address]);

  const buyFive = async () => {
    const orders = await Promise.all(Array.from({ length: 5 }, () => signed(seller, listing())));
    const each = (itemIndex: bigint) => orders.map((_, orderIndex) => ({ orderIndex: BigInt(orderIndex), itemIndex }));
    return send(buyer, "fulfillAvailableAdvancedOrders", [
      orders,
      [],
      each(0n).map((component) => [component]),
      [each(0n), each(1n)],
      zeroHash,
      buyer.address,
      5n,
    ]);
  };

  const acceptOffer = async () => {
    const wanted = { ...sword(world.takeItem()), recipient: buyer.address };
    const offer = orderOf(buyer.address, money(PRICE), [wanted, fee]);
    return send(seller, "fulfillBasicOrder_efficient_6GL6yc", [
      await basic(buyer, offer, BasicOrderType.erc721ToErc20),
    ]);
  };

  const match = async () => {
    const sale = listing();
    const [offered] = sale.offer;
    if (!offered) throw new Error("a sale offers an item");
    const bid = orderOf(buyer.address, money(PRICE), [{ ...offered, recipient: buyer.address }]);
    const orders = [await signed(seller, sale), await signed(buyer, bid)];
    const at = (orderIndex: bigint, itemIndex: bigint) => [{ orderIndex, itemIndex }];
    return send(admin, "matchOrders", [
      orders.map(({ parameters, signature }) => ({ parameters, signature })),
      [
        { offerComponents: at(0n, 0n), considerationComponents: at(1n, 0n) },
        { offerComponents: at(1n, 0n), considerationComponents: at(0n, 0n) },
        { offerComponents: at(1n, 0n), considerationComponents: at(0n, 1n) },
      ],
    ]);
  };

  const second = async (play: () => Promise<number>) => {
    await play();
    return play();
  };
  const buy = await second(() => buyBasic());
  return {
    "Seaport 1.6": {
      buy,
      buyRoyalty: await second(() => buyBasic([fee, royalty])),
      buySigned: buy,
      buyFive: await second(buyFive),
      settle: await second(match),
      acceptOffer: await second(acceptOffer),
    },
    "Seaport 1.6, advanced order": { buySigned: await second(buyAdvanced) },
  };
}
