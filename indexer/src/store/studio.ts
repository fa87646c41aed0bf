import type { Context } from "ponder:registry";
import { studioSeller } from "ponder:schema";
import type { Hex } from "viem";

type Db = Context["db"];

/** Whether an account sells for the studio now: what it sells is sold for the first time. */
export async function isStudio(db: Db, address: Hex): Promise<boolean> {
  return (await db.find(studioSeller, { address })) !== null;
}

/** Puts an account into the studio's set of sellers, or out of it. */
export async function setStudio(db: Db, address: Hex, belongs: boolean): Promise<void> {
  if (belongs) await db.insert(studioSeller).values({ address }).onConflictDoNothing();
  else await db.delete(studioSeller, { address });
}
