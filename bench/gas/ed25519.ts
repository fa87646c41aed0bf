import { readFileSync } from "node:fs";
import { type Abi, keccak256, stringToHex } from "viem";
import { root } from "../../scripts/lib/root.ts";
import { actors } from "../../test/helpers/chain.ts";
import { ed25519Key } from "../../test/helpers/ed25519.ts";
import type { Figures } from "./operations.ts";
import type { World } from "./world.ts";

const artifact = `${root}artifacts/contracts/verifiers/ERC7913Ed25519Verifier.sol/ERC7913Ed25519Verifier.json`;

/** A transaction that has the Ed25519 verifier check one signature of a 32-byte hash, by its raw key. */
export async function measureEd25519(world: World): Promise<Figures> {
  const { abi, bytecode } = JSON.parse(readFileSync(artifact, "utf8"));
  const to = await world.deploy(bytecode);
  const key = ed25519Key(new Uint8Array(32).fill(1));
  const hash = keccak256(stringToHex("settlement"));
  const args = [key.publicKey, hash, key.sign(hash)];
  return { ed25519: await world.send(actors.bob, { to, abi: abi as Abi, functionName: "verify", args }) };
}
