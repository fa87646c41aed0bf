import { z } from "@hono/zod-openapi";
import { listingTextFault, listingTextSalt } from "@plaza/sdk";
import { Refusal } from "../domain/refusal.ts";
import { countListingTexts, findListingTexts, insertListingText } from "../infra/database/listingTexts.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { idSchema } from "./parse.ts";
import { amount } from "./schemas.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

/** Texts of one account, at most: they are kept for as long as listings are shown, which is for ever. */
const MAX_TEXTS = 1_000;

const body = z
  .strictObject({ title: z.string(), description: z.string(), images: z.array(idSchema), nonce: idSchema })
  .superRefine((text, context) => {
    const fault = listingTextFault(text);
    if (fault) context.addIssue({ code: "custom", path: [fault.field], message: `expected ${fault.expected}` });
  })
  .openapi("ListingTextInput");

const answer = z.object({ salt: amount.meta({ description: "Of the listing that carries this text." }) });

const route = operation({
  method: "post",
  path: "/v1/listing-texts",
  summary: "Enters the text of a listing, which carries it by its salt. Everybody can read it; nobody can change it.",
  tier: "profiles",
  security: bearer,
  request: { body: jsonBody(body) },
  responses: { 200: json("It was there before.", answer), 201: json("Entered.", answer) },
  problems: [...sessionProblems, "too_many_texts"],
});

export function listingTextWriteRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const text = c.req.valid("json");
    const { database, now } = services;
    const salt = listingTextSalt(text);
    const told = { salt: String(salt) };
    if ((await findListingTexts(database, [salt])).length > 0) return c.json(told, 200);
    if ((await countListingTexts(database, account)) >= MAX_TEXTS)
      throw new Refusal("too_many_texts", `An account can enter ${MAX_TEXTS} texts.`);
    const isNew = await insertListingText(database, { salt, text, account, now: now() });
    return c.json(told, isNew ? 201 : 200);
  });
}
