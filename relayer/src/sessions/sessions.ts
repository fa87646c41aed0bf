import { createHash, randomBytes, randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { type Address, type Hex, hashMessage, hexToBytes } from "viem";
import { generateSiweNonce } from "viem/siwe";
import { Refusal } from "../domain/refusal.ts";
import type { Chain } from "../infra/chain/chain.ts";
import type { Database } from "../infra/database/database.ts";
import {
  claimSecret,
  endSession,
  endSessionsOf,
  findSession,
  findTokensSession,
  insertNonce,
  insertRefreshToken,
  insertSession,
  isNonceGood,
  type Session,
  sweepSessions,
  takeNonce,
  useRefreshToken,
} from "../infra/database/sessions.ts";
import type { Logger } from "../infra/logger.ts";
import { type Curve, recoverSigner } from "../infra/signatures.ts";
import type { Secret } from "../secret.ts";
import { checkSiwe, type SiweGrounds } from "./siwe.ts";

export type SessionsOptions = SiweGrounds & {
  database: Database;
  chain: Pick<Chain, "isValidSignature">;
  curve: Curve;
  /** Signs access tokens; without one, a secret is made and kept in the database. */
  secret?: Secret | undefined;
  /** Milliseconds of the wall clock. */
  now: () => number;
  /** Called when sessions of an account ended: the one, or all. */
  onEnd: (account: Address, session: string | undefined) => void;
  log: Logger;
};

/** What a client holds of a session. Times are milliseconds. */
export type Grant = {
  session: Session;
  accessToken: string;
  accessExpiresAt: number;
  refreshToken: string;
};

/** A session that a request proved, and when its proof expires. */
export type ProvenSession = Session & { accessExpiresAt: number };

const MINUTE = 60_000;
const NONCE_MS = 10 * MINUTE;
const ACCESS_MS = 5 * MINUTE;
const SESSION_MS = 30 * 24 * 60 * MINUTE;
const SWEEP_MS = 10 * MINUTE;

const ISSUER = "plaza-relayer";

/**
 * Who is signed in. An access token is short and proves its session without a secret of the client's being stored; a refresh
 * token is good once, and its second use ends the session, because then two have it.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #key: Uint8Array;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: SessionsOptions, key: Uint8Array) {
    this.#options = options;
    this.#key = key;
  }

  static async open(options: SessionsOptions): Promise<Sessions> {
    const secret = options.secret?.reveal() ?? (await claimSecret(options.database, randomBytes(32).toString("hex")));
    return new Sessions(options, createHash("sha256").update(secret).digest());
  }

  /** Gives out a nonce for one sign-in. */
  async nonce(): Promise<{ nonce: string; expiresAt: number }> {
    const expiresAt = this.#options.now() + NONCE_MS;
    const nonce = generateSiweNonce();
    await insertNonce(this.#options.database, nonce, expiresAt);
    return { nonce, expiresAt };
  }

  /**
   * Signs in with an ERC-4361 message, signed by the account's key or, for a contract, as its ERC-1271 says.
   *
   * @throws Refusal
   */
  async signIn(message: string, signature: Hex): Promise<Grant> {
    const { database, now } = this.#options;
    const { account, nonce } = checkSiwe(this.#options, message, now());
    // Asked first: a wallet's code costs the node more than this.
    if (!(await isNonceGood(database, nonce, now()))) throw nonceUnknown();
    await this.#checkSignature(account, message, signature);
    return database.transaction(async (queries) => {
      if (!(await takeNonce(queries, nonce, now()))) throw nonceUnknown();
      const createdAt = now();
      const session = { id: randomUUID(), account, createdAt, expiresAt: createdAt + SESSION_MS };
      await insertSession(queries, session);
      return this.#grant(queries, session);
    });
  }

  /**
   * Changes a refresh token into new tokens.
   *
   * @throws Refusal `refresh_token_reused` where it was used before; the session is over then.
   */
  async refresh(refreshToken: string): Promise<Grant> {
    const { database, now, log } = this.#options;
    const hash = hashOf(refreshToken);
    const session = await findTokensSession(database, hash);
    if (session === undefined) throw new Refusal("refresh_token_unknown", "There is no such refresh token.");
    const grant = await database.transaction(async (queries) => {
      if ((await findSession(queries, session.id, now())) === undefined) throw over();
      if (await useRefreshToken(queries, hash, now())) return this.#grant(queries, session);
      await endSession(queries, session.id, now());
      return undefined;
    });
    if (grant) return grant;
    log.warn({ session: session.id, account: session.account }, "a refresh token was used twice; the session is over");
    this.#options.onEnd(session.account, session.id);
    throw new Refusal(
      "refresh_token_reused",
      "This refresh token was used before: somebody else has it. Sign in anew.",
    );
  }

  /**
   * Who an access token is of.
   *
   * @throws Refusal `not_signed_in` without a good token, `session_expired` once it or its session is over.
   */
  async prove(accessToken: string | undefined): Promise<ProvenSession> {
    const { database, now } = this.#options;
    if (accessToken === undefined) throw new Refusal("not_signed_in", "This needs an access token of a session.");
    const { id, accessExpiresAt } = await this.#read(accessToken);
    if (accessExpiresAt <= now()) throw over();
    const session = await findSession(database, id, now());
    if (session === undefined) throw over();
    return { ...session, accessExpiresAt };
  }

  /** Whether a session that was proved before is neither ended nor expired. */
  async goesOn({ id }: Session): Promise<boolean> {
    return (await findSession(this.#options.database, id, this.#options.now())) !== undefined;
  }

  /** The account that an unexpired access token names, its session unasked; undefined without one. */
  async peek(accessToken: string | undefined): Promise<Address | undefined> {
    if (accessToken === undefined) return undefined;
    const claims = await this.#read(accessToken).catch(() => undefined);
    return claims && claims.accessExpiresAt > this.#options.now() ? claims.account : undefined;
  }

  async signOut({ id, account }: Session): Promise<void> {
    await endSession(this.#options.database, id, this.#options.now());
    this.#options.onEnd(account, id);
  }

  /** Ends all sessions of an account. Returns how many. */
  async signOutEverywhere(account: Address): Promise<number> {
    const ended = await endSessionsOf(this.#options.database, account, this.#options.now());
    this.#options.onEnd(account, undefined);
    return ended;
  }

  /** Forgets what expired. */
  sweep(): Promise<void> {
    return sweepSessions(this.#options.database, this.#options.now());
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.sweep().catch((error) => this.#options.log.warn({ err: error }, "expired sessions could not be swept"));
    }, SWEEP_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #grant(queries: Parameters<typeof insertRefreshToken>[0], session: Session): Promise<Grant> {
    const refreshToken = randomBytes(32).toString("base64url");
    await insertRefreshToken(queries, hashOf(refreshToken), session.id);
    const accessExpiresAt = Math.min(this.#options.now() + ACCESS_MS, session.expiresAt);
    const accessToken = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(ISSUER)
      .setSubject(session.account)
      .setJti(session.id)
      .setExpirationTime(new Date(accessExpiresAt))
      .sign(this.#key);
    return { session, accessToken, accessExpiresAt, refreshToken };
  }

  async #read(accessToken: string): Promise<{ id: string; account: Address; accessExpiresAt: number }> {
    try {
      // Expiry is told apart from forgery by the caller, who knows the time.
      const { payload } = await jwtVerify(accessToken, this.#key, {
        ...{ algorithms: ["HS256"], issuer: ISSUER, requiredClaims: ["sub", "jti", "exp"] },
        currentDate: new Date(0),
      });
      const { jti = "", sub = "", exp = 0 } = payload;
      return { id: jti, account: sub as Address, accessExpiresAt: exp * 1000 };
    } catch (cause) {
      throw new Refusal("not_signed_in", "The access token is none of this relayer's.", { cause });
    }
  }

  async #checkSignature(account: Address, message: string, signature: Hex): Promise<void> {
    const digest = hashMessage(message);
    if (isOwn(this.#options.curve, account, digest, signature)) return;
    if (await this.#askContract(account, digest, signature)) return;
    throw new Refusal("invalid_signature", "The signature is not the account's over this message.", {
      field: "signature",
    });
  }

  async #askContract(account: Address, digest: Hex, signature: Hex): Promise<boolean> {
    try {
      return await this.#options.chain.isValidSignature(account, digest, signature);
    } catch (cause) {
      throw new Refusal("temporarily_unavailable", "The chain does not answer; the signature cannot be checked.", {
        cause,
      });
    }
  }
}

function isOwn(curve: Curve, account: Address, digest: Hex, signature: Hex): boolean {
  try {
    return recoverSigner(curve, hexToBytes(digest), signature) === account;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

function nonceUnknown(): Refusal {
  return new Refusal("nonce_unknown", "The nonce was used, has expired, or was never given.", { field: "nonce" });
}

function over(): Refusal {
  return new Refusal("session_expired", "The access token or its session is over; refresh it, or sign in anew.");
}
