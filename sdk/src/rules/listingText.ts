import { bytesToHex, type Hex, hashStruct, hexToBigInt } from "viem";
import { InvalidParameterError } from "../errors/input.ts";

/**
 * What a seller says of what is listed, beside what the item says of itself. The listing's salt is its hash: the terms bind it, nobody
 * but the seller can have chosen it, and whoever keeps it can change nothing.
 */
export type ListingText = {
  /** 1 to 80 characters, one line. */
  title: string;
  /** Up to 2,000 characters. */
  description: string;
  /** Up to 8 pictures, each by the SHA-256 of its file. */
  images: readonly Hex[];
  /** 32 random bytes, so that the same words are another salt the next time. */
  nonce: Hex;
};

/** The most that a listing's text can hold; texts in characters. */
export const LISTING_TEXT_LIMITS = { title: 80, description: 2_000, images: 8 } as const;

const types = {
  ListingText: [
    { name: "title", type: "string" },
    { name: "description", type: "string" },
    { name: "images", type: "bytes32[]" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;

/** Control characters but the end of a line, what turns the direction of writing, and what cannot be seen. */
const UNSEEN =
  /(?!\n)[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const BYTES32 = /^0x[0-9a-f]{64}$/;

/**
 * What is wrong with a text; undefined if nothing is. It is plain text, in the normal form NFC.
 *
 * @example
 * ```ts
 * const fault = listingTextFault(text);
 * if (fault) console.log(`${fault.field} must be ${fault.expected}`);
 * ```
 */
export function listingTextFault(text: ListingText): { field: keyof ListingText; expected: string } | undefined {
  const { title, description, images, nonce } = text;
  const { title: ofTitle, description: ofDescription, images: ofImages } = LISTING_TEXT_LIMITS;
  if (!isPlain(title, ofTitle) || title === "" || title.includes("\n"))
    return { field: "title", expected: `1 to ${ofTitle} visible characters on one line, trimmed and in NFC` };
  if (!isPlain(description, ofDescription))
    return { field: "description", expected: `at most ${ofDescription} visible characters, trimmed and in NFC` };
  if (images.length > ofImages || !images.every((image) => BYTES32.test(image)))
    return { field: "images", expected: `at most ${ofImages} SHA-256 hashes in lower-case hexadecimal` };
  if (!BYTES32.test(nonce)) return { field: "nonce", expected: "32 bytes in lower-case hexadecimal" };
  return undefined;
}

function isPlain(text: string, limit: number): boolean {
  // Of UTF-16 first: what is far too long is not worth more.
  return (
    text.length <= limit * 2 &&
    [...text].length <= limit &&
    !UNSEEN.test(text) &&
    text === text.trim() &&
    text === text.normalize("NFC")
  );
}

/**
 * The salt of a listing that carries a text: its EIP-712 struct hash.
 *
 * @throws InvalidParameterError when the text is longer than it may be, or holds what cannot be shown.
 *
 * @example
 * ```ts
 * const isTheSellers = listingTextSalt(text) === listing.salt;
 * ```
 */
export function listingTextSalt(text: ListingText): bigint {
  const fault = listingTextFault(text);
  if (fault) throw new InvalidParameterError({ ...fault, value: text[fault.field] });
  return hexToBigInt(hashStruct({ data: text, primaryType: "ListingText", types }));
}

/**
 * Makes a listing's text of what a seller wrote, normalised and with a nonce of its own.
 *
 * @throws InvalidParameterError when it is longer than it may be, or holds what cannot be shown.
 *
 * @example
 * ```ts
 * const text = createListingText({ title: "Grandfather's sword", description: "Two notches, one story." });
 * await accounts.enterListingText(text);
 * await listItem(client, { marketplace, token, standard: "ERC721", tokenId, price, salt: listingTextSalt(text) });
 * ```
 */
export function createListingText({
  title,
  description = "",
  images = [],
}: {
  title: string;
  description?: string | undefined;
  /** SHA-256 of each picture's file. */
  images?: readonly Hex[] | undefined;
}): ListingText {
  const plain = (written: string) => written.replace(/\r\n?/g, "\n").normalize("NFC").trim();
  const text: ListingText = {
    title: plain(title),
    description: plain(description),
    images: images.map((image) => image.toLowerCase() as Hex),
    nonce: bytesToHex(globalThis.crypto.getRandomValues(new Uint8Array(32))),
  };
  const fault = listingTextFault(text);
  if (fault) throw new InvalidParameterError({ ...fault, value: text[fault.field] });
  return text;
}
