import { expect } from "chai";
import { type Hex, keccak256, stringToHex } from "viem";
import { InvalidParameterError } from "../errors/input.ts";
import { createListingText, type ListingText, listingTextFault, listingTextSalt } from "./listingText.ts";

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
const text: ListingText = {
  title: "Grandfather's sword",
  description: "Two notches,\none story. 👩‍🚀",
  images: [hash("a"), hash("b")],
  nonce: hash("1"),
};

describe("a listing's text", () => {
  it("has an EIP-712 struct hash for its salt, of every field", () => {
    // As EIP-712 puts it down, by hand.
    const type = keccak256(stringToHex("ListingText(string title,string description,bytes32[] images,bytes32 nonce)"));
    const images = keccak256(`0x${"a".repeat(64)}${"b".repeat(64)}`);
    const words = [
      type,
      keccak256(stringToHex(text.title)),
      keccak256(stringToHex(text.description)),
      images,
      text.nonce,
    ];
    expect(listingTextSalt(text)).to.equal(BigInt(keccak256(`0x${words.map((word) => word.slice(2)).join("")}`)));
    const changes: Partial<ListingText>[] = [
      { title: "Grandmother's sword" },
      { description: "" },
      { images: [hash("b"), hash("a")] },
      { nonce: hash("2") },
    ];
    const salts = [text, ...changes.map((change) => ({ ...text, ...change }))].map(listingTextSalt);
    expect(new Set(salts)).to.have.property("size", 5);
  });

  it("is made of what a seller wrote: normalised, and never twice the same", () => {
    const written = { title: "  Swo\u0301rd ", description: "One\r\ntwo\n", images: [hash("A")] as Hex[] };
    const [one, other] = [createListingText(written), createListingText(written)];
    expect(one).to.deep.include({ title: "Sw\u00f3rd", description: "One\ntwo", images: [hash("a")] });
    expect(listingTextSalt(one)).not.to.equal(listingTextSalt(other));
    expect(createListingText({ title: "Sword" })).to.deep.include({ description: "", images: [] });
  });

  const bad: Record<string, [keyof ListingText, Partial<ListingText>]> = {
    "no title": ["title", { title: "" }],
    "a title of two lines": ["title", { title: "One\ntwo" }],
    "a long title": ["title", { title: "x".repeat(81) }],
    "a title that turns what follows around": ["title", { title: "gpj\u202eexe" }],
    "a title that cannot be seen": ["title", { title: "\u200b" }],
    "half a character": ["title", { title: "\ud800" }],
    "a title that is not in NFC": ["title", { title: "Swo\u0301rd" }],
    "a title with space around it": ["title", { title: " Sword" }],
    "a long description": ["description", { description: "x".repeat(2_001) }],
    "a description with a control character": ["description", { description: "a\u0007" }],
    "a description with a tab": ["description", { description: "a\tb" }],
    "nine images": ["images", { images: Array.from({ length: 9 }, () => hash("a")) }],
    "an image by an address": ["images", { images: ["https://plaza.example/a.png" as Hex] }],
    "an image in upper case": ["images", { images: [hash("A")] }],
    "a short nonce": ["nonce", { nonce: "0x12" }],
  };
  for (const [what, [field, change]] of Object.entries(bad))
    it(`cannot be ${what}`, () => {
      const changed = { ...text, ...change };
      expect(listingTextFault(changed)).to.have.property("field", field);
      expect(() => listingTextSalt(changed)).to.throw(InvalidParameterError, field);
    });

  it("can be as long as it may be, in characters", () => {
    const longest = { ...text, title: "𝔰".repeat(80), description: "𝔰".repeat(2_000) };
    expect(listingTextFault(longest)).to.equal(undefined);
    expect(() => createListingText({ title: "x".repeat(81) })).to.throw(InvalidParameterError, "80");
  });
});
