import { type Account, type Address, parseSignature } from "viem";
import { signTypedData } from "viem/actions";
import { getAction } from "viem/utils";
import { nameFunction, noncesFunction } from "../../abi/generated/credits.ts";
import type { CreditsPermit } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { explained } from "../internal/explained.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignCreditsPermitParameters = {
  chainId: number;
  credits: Address;
  /** Who may take the Credits. */
  spender: Address;
  /** How many, smallest unit. */
  value: bigint;
  /** Unix seconds until which the permit can be used. */
  deadline: bigint;
  /** The owner; the client's account by default. */
  account?: Account | Address | undefined;
};

const types = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/**
 * Signs an ERC-2612 permit of Credits with the owner's next nonce, for `buyWithPermit`.
 *
 * @example
 * ```ts
 * const permit = await signCreditsPermit(client, { chainId, credits, spender: marketplace, value: price, deadline });
 * ```
 */
export async function signCreditsPermit(
  client: PlazaClient,
  { chainId, credits, spender, value, deadline, account }: SignCreditsPermitParameters,
): Promise<CreditsPermit> {
  const owner = accountOf(account, client);
  try {
    const [name, nonce] = await Promise.all([
      read(client, {}, nameFunction, credits, []),
      read(client, {}, noncesFunction, credits, [owner.address]),
    ]);
    const signature = await getAction(
      client,
      signTypedData,
      "signTypedData",
    )({
      account: owner,
      domain: { name, version: "1", chainId, verifyingContract: credits },
      types,
      primaryType: "Permit",
      message: { owner: owner.address, spender, value, nonce, deadline },
    });
    const { r, s, yParity } = parseSignature(signature);
    return { value, deadline, v: 27 + yParity, r, s };
  } catch (error) {
    throw await explained(error);
  }
}
