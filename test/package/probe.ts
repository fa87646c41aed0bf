/**
 * A program over the published package, the same for each place where it must run: it computes, refuses, and meets its first error,
 * whose class is loaded then. Its last line sets `globalThis.told`, a promise of what it came to.
 */
export const probe = `
import { buy, createGraphqlClient, PlazaError, tokenSet } from "@plaza/sdk";
import { createClient, custom } from "viem";

async function tell() {
  const request = async () => { throw Object.assign(new Error("no"), { code: 4001 }); };
  const account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  const client = createClient({ account, transport: custom({ request }, { retryCount: 0 }) });
  const terms = { seller: account, token: account, tokenId: 1n, quantity: 1n, taker: account, schedule: 1n, salt: 1n };
  const error = await buy(client, { marketplace: account, terms, maxTotal: 1n }).catch((error) => error);
  return {
    root: tokenSet([1n, 2n, 3n]).root,
    refused: [error instanceof PlazaError, error.name, error.recovery],
    url: createGraphqlClient({ url: "http://127.0.0.1:42069/graphql" }).url,
  };
}

globalThis.told = tell();
`;

/** What it comes to, wherever it runs. */
export type Told = { root: string; refused: [boolean, string, string]; url: string };
