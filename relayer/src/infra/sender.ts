import { type Address, type Hex, keccak256, parseTransaction } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Secret } from "../secret.ts";
import type { Fees } from "./chain/chain.ts";

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
export function localSender(key: Secret, { chainId, marketplace }: { chainId: number; marketplace: Address }): Sender {
  const account = privateKeyToAccount(key.reveal() as Hex);
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
