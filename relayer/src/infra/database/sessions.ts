import type { Address } from "viem";
import type { Queries } from "./database.ts";

/** A sign-in and all that was made of it by refreshing. Times are milliseconds. */
export type Session = { id: string; account: Address; createdAt: number; expiresAt: number };

type SessionRow = { id: string; account: Address; created_at: number; expires_at: number };

const toSession = ({ id, account, created_at, expires_at }: SessionRow): Session => ({
  id,
  account,
  createdAt: Number(created_at),
  expiresAt: Number(expires_at),
});

const COLUMNS = "sessions.id, sessions.account, sessions.created_at, sessions.expires_at";

/** The secret that signs access tokens: the one that is there, or this one from now on. */
export async function claimSecret(queries: Queries, fresh: string): Promise<string> {
  await queries.query("INSERT INTO session_keys (secret) VALUES ($1) ON CONFLICT DO NOTHING", [fresh]);
  const [row] = await queries.query<{ secret: string }>("SELECT secret FROM session_keys");
  return row?.secret ?? fresh;
}

export async function insertNonce(queries: Queries, nonce: string, expiresAt: number): Promise<void> {
  await queries.query("INSERT INTO session_nonces (nonce, expires_at) VALUES ($1, $2)", [nonce, expiresAt]);
}

/** Whether a nonce was given and could still be used. */
export async function isNonceGood(queries: Queries, nonce: string, now: number): Promise<boolean> {
  const rows = await queries.query("SELECT nonce FROM session_nonces WHERE nonce = $1 AND expires_at > $2", [
    nonce,
    now,
  ]);
  return rows.length > 0;
}

/** Uses a nonce up. False where it was never given, was used, or has expired. */
export async function takeNonce(queries: Queries, nonce: string, now: number): Promise<boolean> {
  const rows = await queries.query("DELETE FROM session_nonces WHERE nonce = $1 AND expires_at > $2 RETURNING nonce", [
    nonce,
    now,
  ]);
  return rows.length > 0;
}

export async function insertSession(queries: Queries, { id, account, createdAt, expiresAt }: Session): Promise<void> {
  await queries.query("INSERT INTO sessions (id, account, created_at, expires_at) VALUES ($1, $2, $3, $4)", [
    id,
    account,
    createdAt,
    expiresAt,
  ]);
}

export async function insertRefreshToken(queries: Queries, hash: string, sessionId: string): Promise<void> {
  await queries.query("INSERT INTO refresh_tokens (hash, session_id) VALUES ($1, $2)", [hash, sessionId]);
}

/** A session that is neither ended nor expired. */
export async function findSession(queries: Queries, id: string, now: number): Promise<Session | undefined> {
  const [row] = await queries.query<SessionRow>(
    `SELECT ${COLUMNS} FROM sessions WHERE id = $1 AND ended_at IS NULL AND expires_at > $2`,
    [id, now],
  );
  return row && toSession(row);
}

/** Marks a refresh token as used. False where another use came first, or there is no such token. */
export async function useRefreshToken(queries: Queries, hash: string, now: number): Promise<boolean> {
  const rows = await queries.query(
    "UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1 AND used_at IS NULL RETURNING hash",
    [hash, now],
  );
  return rows.length > 0;
}

/** The session that a refresh token is of, over or not. */
export async function findTokensSession(queries: Queries, hash: string): Promise<Session | undefined> {
  const [row] = await queries.query<SessionRow>(
    `SELECT ${COLUMNS} FROM refresh_tokens JOIN sessions ON sessions.id = session_id WHERE hash = $1`,
    [hash],
  );
  return row && toSession(row);
}

export async function endSession(queries: Queries, id: string, now: number): Promise<void> {
  await queries.query("UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", [id, now]);
}

/** Ends all sessions of an account. Returns how many. */
export async function endSessionsOf(queries: Queries, account: Address, now: number): Promise<number> {
  const rows = await queries.query(
    "UPDATE sessions SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id",
    [account, now],
  );
  return rows.length;
}

/** Forgets nonces and sessions that expired, with their tokens. */
export async function sweepSessions(queries: Queries, now: number): Promise<void> {
  await queries.query("DELETE FROM session_nonces WHERE expires_at <= $1", [now]);
  await queries.query("DELETE FROM sessions WHERE expires_at <= $1", [now]);
}
