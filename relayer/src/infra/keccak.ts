import { createKeccak } from "hash-wasm";

const sponge = await createKeccak(256);

/** Keccak-256 in WebAssembly. A bid takes five, which by viem's JavaScript cost as much as recovering its signer. */
export const keccak256 = (bytes: Uint8Array): Uint8Array => sponge.init().update(bytes).digest("binary");
