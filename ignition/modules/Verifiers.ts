import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * ERC-7913 verifiers of keys that are not secp256k1's, for settlers in an HSM. Opt-in: no part of Plaza deploys them.
 * They have no state and no owner; one of each serves every Marketplace of a chain.
 */
export default buildModule("Verifiers", (m) => ({
  ed25519: m.contract("ERC7913Ed25519Verifier"),
  p256: m.contract("ERC7913P256Verifier"),
}));
