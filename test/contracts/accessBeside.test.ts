import {
  createOffer,
  createSignedListing,
  encodeOffer,
  encodeSignedListing,
  offerTypedData,
  signedListingTypedData,
} from "@plaza/sdk";
import { creditsAbi, gameItemsAbi, gameResourcesAbi, ordersAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import {
  type Abi,
  type Address,
  encodeFunctionData,
  getContract,
  keccak256,
  maxUint256,
  parseAbi,
  parseSignature,
  toHex,
} from "viem";
import { deployMarketplace, type Place, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";
import { beside, people } from "./accessTable.ts";

type Subject = { address: Address; abi: Abi; args: Record<string, readonly unknown[]> };

const MINTER = keccak256(toHex("MINTER_ROLE"));
const PAUSER = keccak256(toHex("PAUSER_ROLE"));
const approvalAbi = parseAbi(["function setApprovalForAll(address operator, bool approved)"]);

const roleArgs = (role: string, account: Address) => ({
  grantRole: [role, account],
  revokeRole: [role, account],
  renounceRole: [role, account],
});

async function deploy({ viem }: Place, name: string, args: unknown[]): Promise<Address> {
  return (await viem.deployContract(name, args)).address;
}

/** The owner listed an item and has credit; the friend offered for another item; everybody can pay. */
async function ordersOf(place: Place): Promise<Subject> {
  const { actor, addressOf, client, items, money } = place;
  const { treasury, feeBps, admin } = place.config;
  const config = { currency: money.address, admin, adminDelay: 0, treasury, feeBps };
  const address = await deploy(place, "Orders", [config]);
  const domain = { chainId: await client.getChainId(), orders: address };
  for (const name of Object.values(people)) {
    await money.write.mint([addressOf(name), 10n * PRICE]);
    await money.write.approve([address, maxUint256], { account: actor[name].account });
  }
  await actor.seller.writeContract({
    ...{ address: items.address, abi: approvalAbi, functionName: "setApprovalForAll" },
    args: [address, true],
  });
  for (const tokenId of [101n, 102n, 103n]) await items.write.mint([addressOf("seller"), tokenId]);

  const about = { token: items.address, standard: "ERC721", price: PRICE } as const;
  const listed = async (tokenId: bigint) => {
    const listing = createSignedListing({ ...about, seller: addressOf("seller"), tokenId, nonce: tokenId });
    const signature = await actor.seller.signTypedData(signedListingTypedData(domain, listing));
    return [encodeSignedListing(listing), signature] as const;
  };
  const orders = getContract({ address, abi: ordersAbi, client: { public: client, wallet: actor.alice } });
  const [sold, signature] = await listed(101n);
  await money.write.setListed([addressOf("seller"), true]);
  await orders.write.buySigned([sold, 1n, signature]);
  await money.write.setListed([addressOf("seller"), false]);

  const [terms, signed] = await listed(102n);
  const offer = createOffer({ ...about, buyer: addressOf("alice"), tokenId: 103n, nonce: 1n });
  const acceptance = { tokenId: 103n, quantity: 1n, minProceeds: 0n, maxRoyaltyBps: 0n };
  return {
    address,
    abi: ordersAbi,
    args: {
      buySigned: [terms, 1n, signed],
      buySignedFor: [terms, 1n, addressOf("bob"), signed],
      acceptOffer: [encodeOffer(offer), acceptance, await actor.alice.signTypedData(offerTypedData(domain, offer)), []],
      cancelOrders: [[1n]],
      bumpCounter: [],
      withdrawCredit: [addressOf("bob")],
      pause: [],
      unpause: [],
      setFee: [100n],
      setTreasury: [addressOf("bob")],
      collectFees: [],
      ...roleArgs(PAUSER, addressOf("bob")),
      beginDefaultAdminTransfer: [addressOf("bob")],
      cancelDefaultAdminTransfer: [],
      changeDefaultAdminDelay: [0],
      rollbackDefaultAdminDelay: [],
      acceptDefaultAdminTransfer: [],
    },
  };
}

/** The owner has Credits, which the friend may take. */
async function creditsOf(place: Place): Promise<Subject> {
  const { actor, addressOf, client } = place;
  const address = await deploy(place, "Credits", [addressOf("admin"), 1_000n * PRICE]);
  const credits = getContract({ address, abi: creditsAbi, client: { public: client, wallet: actor.admin } });
  await credits.write.mint([addressOf("seller"), PRICE]);
  await credits.write.approve([addressOf("alice"), PRICE], { account: actor.seller.account });
  const permit = { owner: addressOf("seller"), spender: addressOf("bob"), value: 1n, nonce: 0n, deadline: maxUint256 };
  const { r, s, v } = parseSignature(
    await actor.seller.signTypedData({
      domain: { name: "Plaza Credits", version: "1", chainId: await client.getChainId(), verifyingContract: address },
      types: {
        Permit: [
          { name: "owner", type: "address" },
          { name: "spender", type: "address" },
          { name: "value", type: "uint256" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "Permit",
      message: permit,
    }),
  );
  return {
    address,
    abi: creditsAbi,
    args: {
      mint: [addressOf("bob"), 1n],
      transfer: [addressOf("bob"), 1n],
      transferFrom: [addressOf("seller"), addressOf("bob"), 1n],
      approve: [addressOf("bob"), 1n],
      permit: [permit.owner, permit.spender, permit.value, permit.deadline, Number(v), r, s],
      ...roleArgs(MINTER, addressOf("bob")),
    },
  };
}

const kind = { kind: 1, name: "Sword", icon: "M256 16l240 480H16z" };
const traits = { kind: 1, itemType: 1, rarity: 0, class: 0, biome: 0, power: 0, defense: 0, speed: 0, luck: 0 };

/** The owner has item 1, and approved the friend for all. */
async function gameItemsOf(place: Place): Promise<Subject> {
  const { actor, addressOf, client } = place;
  const address = await deploy(place, "GameItems", [addressOf("admin"), addressOf("treasury"), 500n]);
  const items = getContract({ address, abi: gameItemsAbi, client: { public: client, wallet: actor.admin } });
  await items.write.registerKinds([[kind]]);
  await items.write.mintBatch([addressOf("seller"), [traits]]);
  await items.write.setApprovalForAll([addressOf("alice"), true], { account: actor.seller.account });
  return {
    address,
    abi: gameItemsAbi,
    args: {
      registerKinds: [[{ ...kind, kind: 2 }]],
      mintBatch: [addressOf("bob"), [traits]],
      setStudioSeller: [addressOf("bob"), true],
      setRoyalty: [addressOf("bob"), 1n],
      approve: [addressOf("bob"), 1n],
      setApprovalForAll: [addressOf("bob"), true],
      transferFrom: [addressOf("seller"), addressOf("bob"), 1n],
      safeTransferFrom: [addressOf("seller"), addressOf("bob"), 1n],
      ...roleArgs(MINTER, addressOf("bob")),
    },
  };
}

/** The owner has ten units of resource 1, and approved the friend for all. */
async function gameResourcesOf(place: Place): Promise<Subject> {
  const { actor, addressOf, client } = place;
  const address = await deploy(place, "GameResources", [addressOf("admin"), addressOf("treasury"), 500n]);
  const stacks = getContract({ address, abi: gameResourcesAbi, client: { public: client, wallet: actor.admin } });
  await stacks.write.registerKinds([[kind]]);
  await stacks.write.registerKinds([[{ ...kind, kind: 2 }]]);
  await stacks.write.defineResources([[traits]]);
  await stacks.write.mintBatch([addressOf("seller"), [{ tokenId: 1n, quantity: 10n }]]);
  await stacks.write.setApprovalForAll([addressOf("alice"), true], { account: actor.seller.account });
  return {
    address,
    abi: gameResourcesAbi,
    args: {
      registerKinds: [[{ ...kind, kind: 3 }]],
      defineResources: [[{ ...traits, kind: 2 }]],
      mintBatch: [addressOf("bob"), [{ tokenId: 1n, quantity: 1n }]],
      setRoyalty: [addressOf("bob"), 1n],
      setApprovalForAll: [addressOf("bob"), true],
      safeTransferFrom: [addressOf("seller"), addressOf("bob"), 1n, 1n, "0x"],
      safeBatchTransferFrom: [addressOf("seller"), addressOf("bob"), [1n], [1n], "0x"],
      ...roleArgs(MINTER, addressOf("bob")),
    },
  };
}

const subjects: Record<string, (place: Place) => Promise<Subject>> = {
  Orders: ordersOf,
  Credits: creditsOf,
  GameItems: gameItemsOf,
  GameResources: gameResourcesOf,
};

describe("who can do what beside the Marketplace", () => {
  let place: Place;

  before(async () => {
    place = await deployMarketplace({ currency: "BlacklistERC20" });
  });

  it("is told of every contract that people call", () => {
    expect(Object.keys(beside)).to.have.members(Object.keys(subjects));
  });

  for (const [contract, functions] of Object.entries(beside)) {
    describe(contract, () => {
      let subject: Subject;

      before(async () => {
        const prepare = subjects[contract];
        if (!prepare) throw new Error(`Nobody prepares ${contract}.`);
        subject = await prepare(place);
      });

      it("is told for every function that changes state", () => {
        const changing = subject.abi.filter(
          (entry) => entry.type === "function" && !["view", "pure"].includes(entry.stateMutability),
        );
        const names = new Set(changing.map((entry) => "name" in entry && entry.name));
        expect(Object.keys(functions)).to.have.members([...names]);
      });

      for (const [functionName, cells] of Object.entries(functions)) {
        it(functionName, async () => {
          const data = encodeFunctionData({ abi: subject.abi, functionName, args: subject.args[functionName] });
          const outcomes: string[] = [];
          for (const name of Object.values(people)) {
            const call = place.client.call({ account: place.addressOf(name), to: subject.address, data });
            outcomes.push((await outcomeOf(call)).name);
          }
          expect(outcomes).to.deep.equal([...cells]);
        });
      }
    });
  }
});
