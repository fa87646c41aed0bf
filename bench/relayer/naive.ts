import { bidTypedData, receiptTypedData } from "@plaza/sdk";
import { Hono } from "hono";
import pg from "pg";
import { type Hex, recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { domain } from "../../relayer/src/testing/house.ts";
import { auctions } from "./world.ts";

/** What one would write first: viem recovers the signer, and each bid updates its auction's row in a transaction of its own. */
export async function createNaive(url: string, count: number): Promise<Hono> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(
    "CREATE TABLE auctions (id text PRIMARY KEY, amount numeric, bidder text, sequence bigint, previous text)",
  );
  for (const { id } of auctions(count))
    await pool.query("INSERT INTO auctions VALUES ($1, 0, '', 0, $2)", [id, `0x${"0".repeat(64)}`]);
  const signer = privateKeyToAccount(`0x${"b2".repeat(32)}`);
  const app = new Hono();
  app.post("/v1/bids", async (c) => {
    const { auctionId, bidder, maxAmount, signature } = await c.req.json();
    const amount = BigInt(maxAmount);
    const typed = bidTypedData(domain, { auctionId, bidder, maxAmount: amount });
    const recovered = await recoverTypedDataAddress({ ...typed, signature });
    if (recovered.toLowerCase() !== bidder) return c.json({ code: "invalid_signature" }, 400);
    const { rows } = await pool.query<{ sequence: string; previous: Hex }>(
      `UPDATE auctions SET amount = $2, bidder = $3, sequence = sequence + 1, previous = $4
       WHERE id = $1 AND amount < $2 RETURNING sequence, previous`,
      [auctionId, maxAmount, bidder, signature.slice(0, 66)],
    );
    const [row] = rows;
    if (row === undefined) return c.json({ code: "bid_too_low" }, 409);
    const receipt = { auctionId, bidHash: row.previous, amount, previous: row.previous, receivedAt: 1n };
    const terms = { ...receipt, sequence: BigInt(row.sequence) };
    return c.json({ receipt: { signature: await signer.signTypedData(receiptTypedData(domain, terms)) } }, 201);
  });
  return app;
}
