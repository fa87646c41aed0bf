import type { Context } from "hono";

/**
 * The caller's IP address.
 *
 * @param trustedProxies - How many proxies stand in front: the last of them says who it was that came. Without one it is who connected.
 */
export function callerOf(c: Context, trustedProxies: number): string {
  const seen = (c.req.header("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  const forwarded = trustedProxies > 0 ? seen.at(-trustedProxies) : undefined;
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return forwarded || (env?.incoming?.socket?.remoteAddress ?? "unknown");
}
