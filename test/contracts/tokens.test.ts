import { readFileSync } from "node:fs";
import { gameItemsAbi, gameResourcesAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { network } from "hardhat";
import { SaxesParser } from "saxes";
import { getContract } from "viem";

/** The labels that the enums of IKinds.sol stand for, in their order. */
const itemTypes = ["None", "Weapon", "Armor", "Mount", "Gear", "Tool", "Cosmetic", "Collectible", "Land"];
const rarities = ["Common", "Uncommon", "Rare", "Epic", "Legendary"];
const classes = ["Any", "Warrior", "Ranger", "Rogue", "Mage", "Cleric"];
const biomes = ["None", "Plains", "Forest", "Mountain", "Desert", "Swamp", "Tundra", "Ocean"];

const ICON = "M256 16l240 480H16z";

/** Names that would break a JSON string or an XML text if they were not escaped. */
const kinds = [
  { kind: 1, name: "Longsword", icon: ICON },
  { kind: 2, name: `<Sun> & "Moon" \\ 'Crown' ]]> &amp; \\u0041`, icon: "" },
  { kind: 3, name: "龍の剣 d’Épée 🗡", icon: `${ICON} `.repeat(800) },
  { kind: 4, name: "W".repeat(64), icon: ICON },
];

interface Metadata {
  name: string;
  description: string;
  image: string;
  attributes: { trait_type: string; value: string | number; display_type?: string }[];
}

const decode = (uri: string, type: string): string => {
  const prefix = `data:${type};base64,`;
  expect(uri.startsWith(prefix), uri.slice(0, 40)).to.equal(true);
  // Fatal: a malformed UTF-8 sequence throws instead of becoming a replacement character.
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(uri.slice(prefix.length), "base64"));
};

/** Parses strictly; returns the text of the elements in their order, and the tags with their attributes. */
const parseSvg = (svg: string) => {
  const parser = new SaxesParser();
  const texts: string[] = [];
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => tags.push({ name: tag.name, attributes: tag.attributes as Record<string, string> }));
  parser.on("text", (text) => texts.push(text));
  parser.write(svg).close();
  return { texts, tags };
};

const traits = (changes: Partial<Record<string, number>> = {}) => ({
  kind: 1,
  itemType: 1,
  rarity: 0,
  class: 0,
  biome: 0,
  power: 0,
  defense: 0,
  speed: 0,
  luck: 0,
  ...changes,
});

const deployTokens = async () => {
  const { viem } = await network.create();
  const [admin, alice] = await viem.getWalletClients();
  if (!admin || !alice) throw new Error("the network has no accounts");
  const client = { public: await viem.getPublicClient(), wallet: admin };
  const deploy = async (name: string) =>
    (await viem.deployContract(name, [admin.account.address, admin.account.address, 500n])).address;
  const items = getContract({ abi: gameItemsAbi, address: await deploy("GameItems"), client });
  const resources = getContract({ abi: gameResourcesAbi, address: await deploy("GameResources"), client });
  for (const kind of kinds) {
    await items.write.registerKinds([[kind]]);
    await resources.write.registerKinds([[kind]]);
  }
  return { items, resources, alice: alice.account.address };
};

type Tokens = Awaited<ReturnType<typeof deployTokens>>;

describe("token metadata", () => {
  let tokens: Tokens;

  before(async () => {
    tokens = await deployTokens();
  });

  const mint = async (minted: ReturnType<typeof traits>[]) => {
    const first = (await tokens.items.read.totalMinted()) + 1n;
    await tokens.items.write.mintBatch([tokens.alice, minted]);
    return first;
  };

  const metadataOf = async (tokenId: bigint) => {
    const metadata: Metadata = JSON.parse(decode(await tokens.items.read.tokenURI([tokenId]), "application/json"));
    const svg = decode(metadata.image, "image/svg+xml");
    return { metadata, svg, ...parseSvg(svg) };
  };

  it("is well-formed for every item type and rarity", async () => {
    const grid = itemTypes.flatMap((_, itemType) => rarities.map((_, rarity) => traits({ itemType, rarity })));
    const minted = grid.filter((item) => item.itemType !== 0);
    const first = await mint(minted);
    const frames = new Map<number, Set<string>>();
    for (const [i, { itemType, rarity }] of minted.entries()) {
      const tokenId = first + BigInt(i);
      const { metadata, texts, tags } = await metadataOf(tokenId);
      expect(metadata).to.have.all.keys("name", "description", "image", "attributes");
      expect(metadata.name).to.equal(`Longsword #${tokenId}`);
      expect(metadata.description).to.include(`${rarities[rarity]} ${itemTypes[itemType]}`);
      expect(metadata.attributes).to.deep.include.members([
        { trait_type: "Type", value: itemTypes[itemType] },
        { trait_type: "Rarity", value: rarities[rarity] },
      ]);
      expect(texts).to.include.members([itemTypes[itemType], rarities[rarity], "Longsword", `#${tokenId}`]);
      const colours = tags.filter((tag) => tag.name === "stop").map((tag) => tag.attributes["stop-color"]);
      frames.set(rarity, (frames.get(rarity) ?? new Set()).add(colours.join()));
    }
    // One palette for each rarity, whatever the type.
    expect([...frames.values()].map((set) => set.size)).to.deep.equal(rarities.map(() => 1));
    expect(new Set([...frames.values()].flatMap((set) => [...set])).size).to.equal(rarities.length);
  });

  it("has every attribute in the standard form", async () => {
    const first = await mint([
      traits({ itemType: 8, class: 3, biome: 7, power: 1, defense: 65_535, speed: 20, luck: 0 }),
    ]);
    const { metadata, texts } = await metadataOf(first);
    expect(metadata.attributes).to.deep.equal([
      { trait_type: "Type", value: "Land" },
      { trait_type: "Rarity", value: "Common" },
      { trait_type: "Class", value: "Rogue" },
      { trait_type: "Biome", value: "Ocean" },
      { trait_type: "Power", value: 1, display_type: "number" },
      { trait_type: "Defense", value: 65_535, display_type: "number" },
      { trait_type: "Speed", value: 20, display_type: "number" },
      { trait_type: "Luck", value: 0, display_type: "number" },
    ]);
    expect(texts.join("|")).to.include(`Rogue · Ocean · #${first}`);
    expect(texts).to.include.members(["1", "65535", "20", "0"]);
  });

  it("names every class and biome, and no biome where there is none", async () => {
    const first = await mint([...classes.keys()].map((value) => traits({ class: value })));
    for (const [value, label] of classes.entries()) {
      const { metadata } = await metadataOf(first + BigInt(value));
      expect(metadata.attributes[2]).to.deep.equal({ trait_type: "Class", value: label });
      expect(metadata.attributes.map((attribute) => attribute.trait_type)).not.to.include("Biome");
    }
    const firstLand = await mint([...biomes.keys()].map((biome) => traits({ itemType: 8, biome })));
    for (const [value, label] of biomes.entries()) {
      if (value === 0) continue;
      const { metadata } = await metadataOf(firstLand + BigInt(value));
      expect(metadata.attributes[3]).to.deep.equal({ trait_type: "Biome", value: label });
    }
  });

  it("escapes names for JSON and for XML, and keeps icons to the byte", async () => {
    const first = await mint(kinds.map(({ kind }) => traits({ kind })));
    for (const [i, { name, icon }] of kinds.entries()) {
      const tokenId = first + BigInt(i);
      const { metadata, texts, tags } = await metadataOf(tokenId);
      expect(metadata.name).to.equal(`${name} #${tokenId}`);
      expect(texts.join("")).to.include(name);
      expect(tags.find((tag) => tag.attributes.id === "i")?.attributes.d).to.equal(icon);
    }
  });

  it("draws nothing that loads or runs", async () => {
    const { tags, svg } = await metadataOf(await mint([traits({ kind: 2 })]));
    expect(new Set(tags.map((tag) => tag.name))).to.deep.equal(
      new Set([
        "svg",
        "defs",
        "radialGradient",
        "linearGradient",
        "stop",
        "path",
        "rect",
        "circle",
        "g",
        "text",
        "use",
      ]),
    );
    const references = tags.map((tag) => tag.attributes.href).filter((href) => href !== undefined);
    expect(new Set(references)).to.deep.equal(new Set(["#i"]));
    expect(svg.match(/https?:/g)).to.have.lengthOf(1); // the SVG namespace
  });

  it("of a stack has no serial number", async () => {
    const { resources } = tokens;
    await resources.write.defineResources([kinds.map(({ kind }) => traits({ kind, itemType: 5, rarity: 4, luck: 3 }))]);
    for (const { kind, name } of kinds) {
      const metadata: Metadata = JSON.parse(decode(await resources.read.uri([BigInt(kind)]), "application/json"));
      const { texts } = parseSvg(decode(metadata.image, "image/svg+xml"));
      expect(metadata.name).to.equal(name);
      expect(metadata.attributes[0]).to.deep.equal({ trait_type: "Type", value: "Tool" });
      expect(texts.join("")).to.include(name).and.not.include("#");
    }
  });
});

describe("token bytecode", () => {
  it("stays below EIP-170's 24,576 bytes", () => {
    for (const path of ["credits/Credits", "items/GameItems", "items/GameResources"]) {
      const file = new URL(`../../artifacts/contracts/${path}.sol/${path.split("/")[1]}.json`, import.meta.url);
      const { deployedBytecode } = JSON.parse(readFileSync(file, "utf8")) as { deployedBytecode: string };
      expect((deployedBytecode.length - 2) / 2, path).to.be.below(24_576);
    }
  });
});
