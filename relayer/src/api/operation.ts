import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import type { RefusalCode } from "../domain/refusal.ts";
import { limitBody } from "./parse.ts";
import { problemCodes } from "./problem.ts";
import { time } from "./schemas.ts";
import type { Tier } from "./tiers.ts";

/** Fields of every refusal (RFC 9457). Some codes carry more, such as `minimum`. */
const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong with this very request." }),
    instance: z.string().meta({ description: "The request's id, as in X-Request-Id and in the log." }),
    code: z.enum(Object.keys(problemCodes) as [RefusalCode, ...RefusalCode[]]),
    field: z.string().optional().meta({ description: "The field of the request that is at fault." }),
    retryable: z.boolean().meta({ description: "Whether the same request can succeed later." }),
    recovery: z.string().meta({ description: "What the caller can do about it." }),
  })
  .openapi("Problem");

const inputCodes: readonly RefusalCode[] = ["invalid_request"];
const bodyCodes: readonly RefusalCode[] = ["malformed_json", "body_too_large", "unsupported_media_type"];
const ownCodes: readonly RefusalCode[] = ["internal_error"];

/**
 * Describes a route: what it takes, answers and refuses. The document at `/openapi.json`, the checks of what comes in and the
 * types of handlers all come from this.
 *
 * @param tier - Which limit its requests count against; `none` for health and documents.
 * @param problems - Codes that are its own; those of malformed input, limits and bugs are added.
 */
export function operation<
  path extends string,
  const route extends Omit<RouteConfig, "path"> & { path: path; summary: string },
>({ tier, problems = [], ...route }: route & { tier: Tier | "none"; problems?: readonly RefusalCode[] }) {
  const { request } = route;
  const codes = new Set<RefusalCode>([
    ...(request ? inputCodes : []),
    ...(request?.body ? bodyCodes : []),
    ...problems,
    ...(tier === "none" ? [] : (["rate_limited"] as const)),
    ...ownCodes,
  ]);
  const middleware = request?.body ? [limitBody] : [];
  return createRoute<path, route>({
    ...(route as unknown as route),
    ...{ "x-tier": tier, "x-problems": [...codes], middleware },
    responses: { ...refusals(codes), ...route.responses, ...(tier === "reads" && unchanged) },
  } as never);
}

/** Where `If-None-Match` names what the answer would be. */
const unchanged = { 304: { description: "The caller has it already." } };

/** The answers of these codes, by status. */
function refusals(codes: ReadonlySet<RefusalCode>) {
  const answers: Record<number, { description: string; content: object }> = {};
  for (const code of codes) {
    const { status, title } = problemCodes[code];
    const others = answers[status] ? `${answers[status].description} ` : "";
    const description = `${others}\`${code}\`: ${title}.`;
    answers[status] = { description, content: { "application/problem+json": { schema: problemSchema } } };
  }
  return answers;
}

/** A request's body in JSON. */
export const jsonBody = <schema extends z.ZodType>(schema: schema) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** An answer that tells in a header when it was true. */
export const timed = <answer extends object>(answer: answer) => ({
  ...answer,
  headers: z.object({ "server-time": time }),
});

/** An answer in JSON. */
export const json = <schema extends z.ZodType>(description: string, schema: schema) => ({
  description,
  content: { "application/json": { schema } },
});
