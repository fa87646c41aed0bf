import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { BookEntry } from "../../domain/book.ts";
import type { Leader } from "../lease.ts";
import type { HotEntry } from "./hotBook.ts";

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

type Sealer = Pick<Leader, "epoch" | "token">;
type Place = Omit<HotEntry, "value">;

/**
 * Seals an entry with the secret of the writer's epoch, which only instances over its database know: who reads Redis learns no maximum of
 * a proxy bid, and who writes to it can put no standing there that anybody believes.
 */
export function seal(sealer: Sealer, place: Place, entry: BookEntry): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, keyOf(sealer), nonce).setAAD(boundTo(sealer, place));
  const sealed = Buffer.concat([cipher.update(serialize(entry)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** @throws where somebody else sealed it, or for another place. */
export function unseal(sealer: Sealer, { value, ...place }: HotEntry): BookEntry {
  const bytes = Buffer.from(value, "base64");
  const decipher = createDecipheriv(CIPHER, keyOf(sealer), bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(boundTo(sealer, place)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return deserialize(Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])) as BookEntry;
}

const keyOf = ({ token }: Sealer): Buffer => createHash("sha256").update(`plaza hot book ${token}`).digest();

const boundTo = ({ epoch }: Sealer, { auctionId, revision, sequence }: Place): Buffer =>
  Buffer.from(`${epoch}:${auctionId}:${revision}:${sequence}`);
