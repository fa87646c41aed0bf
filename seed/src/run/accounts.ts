import { toHex } from "viem";
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";

/** The phrase of every local Hardhat chain. The whole world knows it: nothing of worth may ever lie on its accounts. */
export const LOCAL_MNEMONIC = "test test test test test test test test test test test junk";

/** The accounts of a phrase, by number. The costly way from the phrase down to them is gone once for all. */
export function deriveAccounts(mnemonic: string, numbers: readonly number[]): Map<number, PrivateKeyAccount> {
  const parent = mnemonicToAccount(mnemonic, { path: "m/44'/60'/0'/0" }).getHdKey();
  return new Map(
    numbers.map((number) => {
      const { privateKey } = parent.deriveChild(number);
      if (!privateKey) throw new Error(`account ${number} has no private key`);
      return [number, privateKeyToAccount(toHex(privateKey))];
    }),
  );
}
