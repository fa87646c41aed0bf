import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { artifacts } from "hardhat";
import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type Address,
  encodeFunctionData,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from "viem";
import { deployMarketplace, type Place } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

interface Variable {
  label: string;
  slot: string;
  offset: number;
  type: string;
}

/** A contract's state variables, as the compiler laid them out. */
async function layoutOf(name: string): Promise<Variable[]> {
  const { sourceName, inputSourceName, buildInfoId } = await artifacts.readArtifact(name);
  const path = await artifacts.getBuildInfoOutputPath(buildInfoId ?? "");
  if (path === undefined) throw new Error(`${sourceName} was not built.`);
  const { output } = JSON.parse(await readFile(path, "utf8"));
  const { storageLayout } = output.contracts[inputSourceName ?? sourceName][name];
  // The compiler numbers types in each contract anew; a name ends with that number.
  return storageLayout.storage.map(({ label, slot, offset, type }: Variable) => ({
    label,
    slot,
    offset,
    type: type.replaceAll(/\)\d+/g, ")"),
  }));
}

const changesState = ({ type, stateMutability }: AbiFunction) =>
  type === "function" && stateMutability === "nonpayable";
const functionsOf = (abi: Abi) => abi.filter((item) => item.type === "function").filter(changesState);

/** Something of each type, nothing in particular. */
function anyOf(parameter: AbiParameter): unknown {
  if (parameter.type.endsWith("[]")) return [];
  if (parameter.type === "bytes") return "0x";
  if (parameter.type === "address") return zeroAddress;
  if (parameter.type === "bytes32") return zeroHash;
  if (parameter.type === "bool") return false;
  if (!("components" in parameter)) return 0n;
  return Object.fromEntries(parameter.components.map((component) => [component.name, anyOf(component)]));
}

const desks = { AuctionDesk: "AUCTION_DESK", ListingDesk: "LISTING_DESK" } as const;

for (const [name, getter] of Object.entries(desks))
  describe(`The ${name}, whose code the Marketplace runs on its own state`, () => {
    let place: Place;
    let desk: Address;
    let deskAbi: Abi;
    let marketplaceAbi: Abi;

    before(async () => {
      place = await deployMarketplace();
      deskAbi = (await artifacts.readArtifact(name)).abi as Abi;
      marketplaceAbi = (await artifacts.readArtifact("Marketplace")).abi as Abi;
      desk = (await place.client.readContract({
        address: place.address,
        abi: marketplaceAbi,
        functionName: getter,
      })) as Address;
    });

    it("knows the Marketplace's state at the same slots, and none of its roles, pause and fee", async () => {
      const [ofDesk, ofMarketplace] = await Promise.all([layoutOf(name), layoutOf("Marketplace")]);
      expect(ofDesk).to.not.be.empty;
      expect(ofMarketplace.slice(0, ofDesk.length)).to.deep.equal(ofDesk);
      const rest = ofMarketplace.slice(ofDesk.length);
      expect(rest.map(({ label }) => label)).to.include.members(["_roles", "_paused", "_feeBps"]);
      // Nothing of the rest shares a slot with what the desk writes.
      expect(Number(rest[0]?.slot)).to.be.above(Number(ofDesk.at(-1)?.slot));
    });

    it("has a twin at the Marketplace for each function that changes state", () => {
      const selectors = functionsOf(marketplaceAbi).map((item) => toFunctionSelector(item));
      expect(functionsOf(deskAbi)).to.not.be.empty;
      for (const item of functionsOf(deskAbi)) expect(selectors, item.name).to.include(toFunctionSelector(item));
    });

    it("refuses each of them when it is called itself", async () => {
      for (const item of functionsOf(deskAbi)) {
        const data = encodeFunctionData({ abi: [item], args: item.inputs.map(anyOf) });
        expect((await outcomeOf(place.client.call({ to: desk, data }))).name, item.name).to.equal("NotDelegated");
      }
    });
  });
