import type { Hex } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { domain, type House } from "./house.ts";
import { post } from "./http.ts";

type Parts = Parameters<typeof createSiweMessage>[0];

/** What a session's owner holds. */
export type Tokens = { accessToken: string; refreshToken: string; session: { id: string; account: string } };

/** An ERC-4361 message for a nonce of the relayer's, signed. */
export async function signedSiwe(
  house: House,
  account: PrivateKeyAccount,
  changes: Partial<Parts> = {},
): Promise<{ message: string; signature: Hex }> {
  const { nonce } = (await (await post(house, "/v1/sessions/nonce", "")).json()) as { nonce: string };
  const message = createSiweMessage({
    address: account.address,
    chainId: domain.chainId,
    domain: "plaza.example",
    uri: "https://plaza.example/me",
    version: "1",
    nonce,
    issuedAt: new Date(house.now()),
    ...changes,
  });
  return { message, signature: await account.signMessage({ message }) };
}

/** Signs an account in. */
export async function signIn(house: House, account: PrivateKeyAccount): Promise<Tokens> {
  const answer = await post(house, "/v1/sessions/verify", await signedSiwe(house, account));
  return (await answer.json()) as Tokens;
}

/** Headers that prove a session. */
export const proving = ({ accessToken }: Pick<Tokens, "accessToken">) => ({ authorization: `Bearer ${accessToken}` });
