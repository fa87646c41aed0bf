import type { PlazaDomain } from "@plaza/sdk";
import {
  type Address,
  type Hex,
  hashMessage,
  hashTypedData,
  hexToBytes,
  keccak256,
  type LocalAccount,
  parseSignature,
  parseTransaction,
  serializeTransaction,
} from "viem";
import { privateKeyToAccount, toAccount } from "viem/accounts";
import type { Secret } from "../secret.ts";
import type { Fees } from "./chain/chain.ts";
import type { DigestKey } from "./keys.ts";
import type { Curve } from "./signatures.ts";
import { accountOf, recoverable } from "./signer.ts";

/** A call of the Marketplace, ready to be signed. */
export type UnsignedTransaction = Fees & { nonce: number; gas: bigint; data: Hex };

/** The account that pays for gas. It has no other right: anybody may send what it sends. */
export type Sender = {
  address: Address;
  sign(transaction: UnsignedTransaction): Promise<{ raw: Hex; hash: Hex }>;
  /** The same transaction with other fees. */
  reprice(raw: Hex, fees: Fees): Promise<{ raw: Hex; hash: Hex }>;
};

/** A sender whose key is in memory. */
export const localSender = (key: Secret, domain: PlazaDomain): Sender =>
  senderOf(privateKeyToAccount(key.reveal() as Hex), domain);

/** An account of a key of secp256k1 that may live elsewhere. */
export function accountOfKey(key: DigestKey, curve: Curve): LocalAccount {
  if (key.scheme !== "secp256k1")
    throw new Error(`Transactions are signed with a key of secp256k1, not of ${key.scheme}.`);
  const sign = async (hash: Hex) => {
    const digest = hexToBytes(hash);
    return recoverable(curve, key.publicKey, digest, await key.sign(digest));
  };
  return toAccount({
    address: accountOf(key.publicKey),
    sign: ({ hash }) => sign(hash),
    signMessage: ({ message }) => sign(hashMessage(message)),
    signTypedData: (data) => sign(hashTypedData(data)),
    async signTransaction(transaction, { serializer = serializeTransaction } = {}) {
      const signature = parseSignature(await sign(keccak256(await serializer(transaction))));
      return serializer(transaction, signature);
    },
  });
}

/** A sender of any account. */
export function senderOf(account: LocalAccount, { chainId, marketplace }: PlazaDomain): Sender {
  const sign = async ({ nonce, gas, data, maxFeePerGas, maxPriorityFeePerGas }: UnsignedTransaction) => {
    const fees = { maxFeePerGas, maxPriorityFeePerGas };
    const raw = await account.signTransaction({ type: "eip1559", chainId, to: marketplace, nonce, gas, data, ...fees });
    return { raw, hash: keccak256(raw) };
  };
  return {
    address: account.address,
    sign,
    reprice(raw, fees) {
      const { nonce = 0, gas = 0n, data = "0x" } = parseTransaction(raw);
      return sign({ nonce, gas, data, ...fees });
    },
  };
}
