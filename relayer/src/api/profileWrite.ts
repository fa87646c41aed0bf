import { z } from "@hono/zod-openapi";
import type { Address } from "viem";
import { normalize } from "viem/ens";
import { Refusal } from "../domain/refusal.ts";
import { type Profile, saveProfile } from "../infra/database/profiles.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { profileJson, profileSchema } from "./profile.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

/** Text that shows what it says: no control characters, and none that turn the direction of what follows. */
export const plainText = (minimum: number, maximum: number) =>
  z
    .string()
    .transform((text) => text.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(minimum, `expected at least ${minimum} characters`)
        .max(maximum, `expected at most ${maximum} characters`)
        .regex(/^[^\p{Cc}\p{Co}\u202a-\u202e\u2066-\u2069]*$/u, "expected no control characters"),
    );

/** A picture by an https URL with no secrets in it, or by its content: never a script or this machine's files. */
const avatarSchema = z
  .string()
  .max(512, "expected at most 512 characters")
  .refine(isPicture, "expected an https URL, or ipfs:// and a content id");

function isPicture(text: string): boolean {
  if (/^ipfs:\/\/[A-Za-z0-9]{46,128}(\/[\w.-]{1,128})?$/.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, href } = new URL(text);
  return protocol === "https:" && username === "" && password === "" && href === text;
}

const handleSchema = z
  .string()
  .max(255, "expected at most 255 characters")
  .transform((text, context) => {
    try {
      const name = normalize(text);
      if (name.includes(".")) return name;
    } catch {
      // Said below: what viem says of it is about code points.
    }
    context.addIssue({ code: "custom", message: "expected an ENS name" });
    return z.NEVER;
  });

const body = z
  .strictObject({
    displayName: plainText(1, 50),
    handle: handleSchema.nullable().default(null),
    description: plainText(0, 1_000).default(""),
    avatar: avatarSchema.nullable().default(null),
  })
  .openapi("ProfileInput");

const route = operation({
  method: "put",
  path: "/v1/profile",
  summary: "Enters what the account says of itself.",
  tier: "profiles",
  security: bearer,
  request: { body: jsonBody(body) },
  responses: { 200: json("The profile.", profileSchema) },
  problems: [...sessionProblems, "handle_not_yours", "temporarily_unavailable"],
});

export function profileWriteRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const input = c.req.valid("json");
    const handleVerified = input.handle !== null && (await isOwner(services, input.handle, account));
    const profile: Profile = { account, ...input, handleVerified, updatedAt: services.now() };
    await saveProfile(services.database, profile);
    return c.json(profileJson(profile), 200);
  });
}

/** Whether a name is known to be the account's; false where no resolver is there to ask. */
async function isOwner({ resolveName }: Services, handle: string, account: Address): Promise<boolean> {
  if (resolveName === undefined) return false;
  const owner = await resolveName(handle).catch((cause: unknown) => {
    throw new Refusal("temporarily_unavailable", "The name service does not answer.", { cause });
  });
  if (owner === account) return true;
  throw new Refusal("handle_not_yours", `${handle} does not resolve to this account.`, { field: "handle" });
}
