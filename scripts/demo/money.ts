import { check } from "./check.ts";
import type { Actor, World } from "./world.ts";

/** An account's Credits, in its wallet and free in its vault. */
export type Purse = { wallet: bigint; free: bigint };

/** What the chain says of an account's Credits. */
export async function purseOf({ plaza, address: account }: Actor): Promise<Purse> {
  const [wallet, { free }] = await Promise.all([plaza.getCreditsBalance({ account }), plaza.getVault({ account })]);
  return { wallet, free };
}

/** Holds an account's Credits, by the chain and by GraphQL, to what they were before and by how much they should have changed. */
export async function checkPurse(world: World, actor: Actor, before: Purse, change: Partial<Purse>): Promise<void> {
  const expected = { wallet: before.wallet + (change.wallet ?? 0n), free: before.free + (change.free ?? 0n) };
  check(`chain: ${actor.name}'s Credits`, await purseOf(actor), expected);
  const { credits, vault } = await world.graphql.getAccount({ address: actor.address });
  check(`GraphQL: ${actor.name}'s Credits`, { wallet: credits, free: vault.free }, expected);
}
