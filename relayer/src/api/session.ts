import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { getAddress } from "viem";
import type { RefusalCode } from "../domain/refusal.ts";
import type { Services } from "../services.ts";
import type { Grant, ProvenSession } from "../sessions/sessions.ts";
import type { App } from "./app.ts";
import type { RequestVariables } from "./requestId.ts";
import { address, time } from "./schemas.ts";

/** What a route that needs a session can refuse. */
export const sessionProblems = ["not_signed_in", "session_expired"] as const satisfies readonly RefusalCode[];

/** What documents say of a route that needs a session. */
export const bearer = [{ session: [] }];

/** Tells documents how a request proves its session. */
export function describeSessions(app: App): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", { type: "http", scheme: "bearer" });
}

/** Middleware that tells limits whose token a request brings. Whether its session goes on is for the route to ask. */
export function signedIn({ sessions }: Pick<Services, "sessions">): MiddlewareHandler<{ Variables: RequestVariables }> {
  return async (c, next) => {
    const account = await sessions.peek(bearerOf(c));
    if (account !== undefined) c.set("account", account);
    await next();
  };
}

/** The session that a request proves with its `Authorization: Bearer`. */
export function requireSession({ sessions }: Services, c: Context): Promise<ProvenSession> {
  return sessions.prove(bearerOf(c));
}

const bearerOf = (c: Context): string | undefined =>
  /^Bearer ([\w.-]{1,2048})$/i.exec(c.req.header("authorization") ?? "")?.[1];

export const sessionSchema = z
  .object({ id: z.uuid(), account: address, createdAt: time, expiresAt: time })
  .openapi("Session");

export const grantSchema = z
  .object({
    session: sessionSchema,
    accessToken: z.string().meta({ description: "For `Authorization: Bearer`." }),
    accessExpiresAt: time,
    refreshToken: z.string().meta({ description: "Good once, for the next tokens." }),
  })
  .openapi("Grant");

/** A session in JSON. */
export const sessionJson = ({ id, account, createdAt, expiresAt }: Grant["session"]) => ({
  id,
  account: getAddress(account),
  createdAt: new Date(createdAt).toISOString(),
  expiresAt: new Date(expiresAt).toISOString(),
});

/** Tokens in JSON. */
export const grantJson = ({ session, accessToken, accessExpiresAt, refreshToken }: Grant) => ({
  session: sessionJson(session),
  accessToken,
  accessExpiresAt: new Date(accessExpiresAt).toISOString(),
  refreshToken,
});
