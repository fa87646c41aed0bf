import { z } from "@hono/zod-openapi";
import { getAddress } from "viem";
import { findProfile, type Profile } from "../infra/database/profiles.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { addressSchema } from "./parse.ts";
import { address, time } from "./schemas.ts";

/** Path parameter of the routes of one account. */
export const accountPath = z.object({ address: addressSchema });

/** How far a seller has come: nothing entered, a name at least, or all that buyers look for. */
const onboarding = z.enum(["none", "started", "complete"]);

/** What the routes of profiles answer. */
export const profileSchema = z
  .object({
    profile: z
      .object({
        account: address,
        displayName: z.string(),
        handle: z.string().nullable().meta({ description: "ENS name, normalised." }),
        handleVerified: z.boolean().meta({ description: "Whether it resolved to the account when it was entered." }),
        description: z.string(),
        avatar: z.string().nullable(),
        updatedAt: time,
      })
      .nullable()
      .meta({ description: "Null where the account has entered nothing." }),
    onboarding,
  })
  .openapi("Profile");

/** A profile in JSON. */
export function profileJson(profile: Profile | null): z.output<typeof profileSchema> {
  if (profile === null) return { profile, onboarding: "none" };
  const complete = profile.description !== "" && profile.avatar !== null;
  return {
    profile: {
      ...profile,
      account: getAddress(profile.account),
      updatedAt: new Date(profile.updatedAt).toISOString(),
    },
    onboarding: complete ? "complete" : "started",
  };
}

const route = operation({
  method: "get",
  path: "/v1/accounts/{address}/profile",
  summary: "What an account says of itself.",
  tier: "reads",
  request: { params: accountPath },
  responses: { 200: json("Its profile.", profileSchema) },
});

export function profileRoute(app: App, services: Services): void {
  app.openapi(route, async (c) =>
    c.json(profileJson(await findProfile(services.database, c.req.valid("param").address)), 200),
  );
}
