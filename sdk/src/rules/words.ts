import { InvalidParameterError } from "../errors/input.ts";

/** Types of the fields that Plaza hashes: each takes exactly one 32-byte word. */
export type WordType = "address" | "bytes32" | "uint64" | "uint256";

/** Bytes that words are written into, and a view of the same bytes. */
export type WordBuffer = { bytes: Uint8Array; view: DataView };

const WORD = 32;
const UINT64 = (1n << 64n) - 1n;
const UINT256 = (1n << 256n) - 1n;

/** Value of a hexadecimal digit by its char code; -1 for anything else. */
const nibbles = /* @__PURE__ */ hexTable();

function hexTable(): Int8Array {
  const table = new Int8Array(128).fill(-1);
  for (const [value, digit] of [..."0123456789abcdef"].entries()) {
    table[digit.charCodeAt(0)] = value;
    table[digit.toUpperCase().charCodeAt(0)] = value;
  }
  return table;
}

/** A zeroed buffer of so many words. */
export function createWords(count: number): WordBuffer {
  const bytes = new Uint8Array(count * WORD);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** Writes hexadecimal digits after `0x`; false when they are not exactly `bytes` bytes. */
function writeHex(target: Uint8Array, offset: number, hex: unknown, bytes: number): boolean {
  if (typeof hex !== "string" || hex.length !== 2 + bytes * 2 || !hex.startsWith("0x")) return false;
  for (let index = 0; index < bytes; index++) {
    const high = nibbles[hex.charCodeAt(2 + index * 2)] ?? -1;
    const low = nibbles[hex.charCodeAt(3 + index * 2)] ?? -1;
    if (high < 0 || low < 0) return false;
    target[offset + index] = (high << 4) | low;
  }
  return true;
}

function writeUint(view: DataView, offset: number, value: unknown, maximum: bigint): boolean {
  if (typeof value !== "bigint" || value < 0n || value > maximum) return false;
  view.setBigUint64(offset, value >> 192n);
  view.setBigUint64(offset + 8, (value >> 128n) & UINT64);
  view.setBigUint64(offset + 16, (value >> 64n) & UINT64);
  view.setBigUint64(offset + 24, value & UINT64);
  return true;
}

const expectations: Record<WordType, string> = {
  address: "an address of 20 bytes in hexadecimal",
  bytes32: "32 bytes in hexadecimal",
  uint64: "a bigint from 0 to 2^64 - 1",
  uint256: "a bigint from 0 to 2^256 - 1",
};

/**
 * Writes one ABI word. It exists because viem's general encoder, made for every type there is, takes most of the time of a
 * digest; the relayer computes one for every bid.
 */
export function writeWord(words: WordBuffer, word: number, type: WordType, field: string, value: unknown): void {
  const { bytes, view } = words;
  const offset = word * WORD;
  // The first twelve bytes of an address word are never written to, and so stay zero.
  const written =
    type === "address"
      ? writeHex(bytes, offset + 12, value, 20)
      : type === "bytes32"
        ? writeHex(bytes, offset, value, WORD)
        : writeUint(view, offset, value, type === "uint64" ? UINT64 : UINT256);
  if (!written) throw new InvalidParameterError({ field, value, expected: expectations[type] });
}
