import type { Address } from "viem";

/** Where the parameters of flows have the item that they are about. */
const holders = ["terms", "listing", "auction", "offer"] as const;

/** The item that a plan is about, by its parameters; null where it is about none, or several. */
export function itemOf(parameters: unknown): { token: Address; tokenId: bigint } | null {
  const all = parameters as Record<string, Record<string, unknown> | undefined>;
  for (const holder of [all, ...holders.map((name) => all[name])]) {
    const { token, tokenId } = holder ?? {};
    if (typeof token === "string" && typeof tokenId === "bigint") return { token: token as Address, tokenId };
  }
  return null;
}
