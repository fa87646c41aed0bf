import { MetadataError } from "./failure.ts";

/** What is kept of a document: so many characters of each text, so many attributes. */
export const METADATA_LIMITS = {
  name: 200,
  description: 2_000,
  url: 2_048,
  /** Of a picture that is in the document itself. */
  dataImage: 20_000,
  traits: 100,
  traitName: 100,
  traitValue: 200,
} as const;

/** An attribute of an item. */
export type Trait = {
  name: string;
  /** As text; of a number its digits, of a truth value `true` or `false`. */
  value: string;
  /** Null unless the document has it as a number. */
  number: number | null;
  /** How the document wants a number to be shown, such as `boost_percentage` or `date`. */
  displayType: string | null;
};

/** What a document says of an item or a collection: plain text, cut to size. */
export type Metadata = {
  name: string | null;
  description: string | null;
  image: string | null;
  externalUrl: string | null;
  traits: Trait[];
};

export const NO_METADATA: Metadata = { name: null, description: null, image: null, externalUrl: null, traits: [] };

/** Control characters, what turns the direction of writing, and what cannot be seen. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text without what a page could be fooled by, in one normal form and cut to size; null if nothing is left of it. It is text, not HTML. */
export function cleanText(value: unknown, limit: number, { lines = false } = {}): string | null {
  if (typeof value !== "string") return null;
  // Cut before it is worked on as well: normalisation can make a text longer, and is slow on huge ones.
  const whole = value
    .slice(0, limit * 4)

    .replace(/\r\n?/g, "\n");
  const parts = lines ? whole.split("\n") : [whole.replace(/\s+/g, " ")];
  const clean = parts.map((part) => part.replace(/\t/g, " ").replace(UNSEEN, "").normalize("NFC")).join("\n");
  const text = [...clean.trim()].slice(0, limit).join("").trim();
  return text === "" ? null : text;
}

/**
 * What a metadata document says, by the standards of ERC-721 and ERC-1155 and the `attributes` that marketplaces go by. What is
 * malformed within it is left out.
 *
 * @throws MetadataError when it is no JSON object.
 */
export function sanitize(document: unknown): Metadata {
  if (!isObject(document)) throw new MetadataError("NOT_JSON", "It is no JSON object.");
  return {
    name: cleanText(document.name, METADATA_LIMITS.name),
    description: cleanText(document.description, METADATA_LIMITS.description, { lines: true }),
    image: imageOf(document.image) ?? imageOf(document.image_url) ?? imageOf(document.image_data),
    externalUrl: urlOf(document.external_url ?? document.external_link, /^https?:$/),
    traits: traitsOf(document),
  };
}

function imageOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (/^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,][\x21-\x7e ]*$/i.test(value))
    return value.length <= METADATA_LIMITS.dataImage ? value : null;
  return urlOf(value, /^(https?|ipfs):$/);
}

function urlOf(value: unknown, protocols: RegExp): string | null {
  if (typeof value !== "string" || value.length > METADATA_LIMITS.url || !URL.canParse(value)) return null;
  const url = new URL(value);
  if (!protocols.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  // A content id is told by upper and lower case too, which `href` might not keep.
  return url.protocol === "ipfs:" ? cleanText(value, METADATA_LIMITS.url) : url.href;
}

function traitsOf({ attributes, properties }: Record<string, unknown>): Trait[] {
  const found = new Map<string, Trait>();
  for (const [name, value, displayType] of Array.isArray(attributes) ? listed(attributes) : named(properties)) {
    const trait = traitOf(name, value, displayType);
    if (trait) found.set(JSON.stringify([trait.name, trait.value]), trait);
    if (found.size === METADATA_LIMITS.traits) break;
  }
  return [...found.values()];
}

type Pair = [name: unknown, value: unknown, displayType?: unknown];

const listed = (attributes: unknown[]): Pair[] =>
  attributes.filter(isObject).map(({ trait_type, value, display_type }) => [trait_type, value, display_type]);

/** ERC-1155 has `properties` by their names, plain or with more beside the value. */
const named = (properties: unknown): Pair[] =>
  isObject(properties)
    ? Object.entries(properties).map(([key, value]) =>
        isObject(value) ? [value.name ?? key, value.value] : [key, value],
      )
    : [];

function traitOf(givenName: unknown, given: unknown, displayType: unknown): Trait | null {
  const name = cleanText(givenName, METADATA_LIMITS.traitName);
  const number = typeof given === "number" && Number.isFinite(given) ? given : null;
  const text = number !== null || typeof given === "boolean" ? String(given) : given;
  const value = cleanText(text, METADATA_LIMITS.traitValue);
  if (name === null || value === null) return null;
  return { name, value, number, displayType: cleanText(displayType, METADATA_LIMITS.traitName) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
