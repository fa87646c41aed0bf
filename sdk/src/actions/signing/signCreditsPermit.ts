import { type Account, type Address, parseSignature } from "viem";
import { readContract, signTypedData } from "viem/actions";
import { getAction } from "viem/utils";
import { creditsAbi } from "../../abi/generated.ts";
import { toPlazaError } from "../../errors/toPlazaError.ts";
import type { CreditsPermit } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
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
    const token = { address: credits, abi: creditsAbi } as const;
    const [name, nonce] = await Promise.all([
      getAction(client, readContract, "readContract")({ ...token, functionName: "name" }),
      getAction(client, readContract, "readContract")({ ...token, functionName: "nonces", args: [owner.address] }),
    ]);
    const signature = await getAction(
      client,
      signTypedData,
      "signTypedData",
    )({
      account: owner,
      domain: { name: name as string, version: "1", chainId, verifyingContract: credits },
      types,
      primaryType: "Permit",
      message: { owner: owner.address, spender, value, nonce: nonce as bigint, deadline },
    });
    const { r, s, yParity } = parseSignature(signature);
    return { value, deadline, v: 27 + yParity, r, s };
  } catch (error) {
    throw toPlazaError(error);
  }
}
