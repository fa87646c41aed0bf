import { z } from "@hono/zod-openapi";
import { LISTING_TEXT_LIMITS } from "@plaza/sdk";
import { findListingTexts } from "../infra/database/listingTexts.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { uint256Schema } from "./parse.ts";
import { hash } from "./schemas.ts";

const MAX_SALTS = 100;

const query = z.object({
  salts: z
    .string("expected salts, separated by commas")
    .transform((text) => text.split(","))
    .pipe(z.array(uint256Schema).max(MAX_SALTS, `expected at most ${MAX_SALTS} salts`))
    .openapi({ description: `Up to ${MAX_SALTS} salts of listings, decimal, separated by commas.` }),
});

const { title, description, images } = LISTING_TEXT_LIMITS;

/** A text in JSON. */
export const listingTextSchema = z
  .object({
    title: z.string().meta({ description: `1 to ${title} characters, one line. Plain text, not HTML.` }),
    description: z.string().meta({ description: `At most ${description} characters. Plain text, not HTML.` }),
    images: z.array(hash).meta({ description: `SHA-256 of each picture's file; ${images} at most.` }),
    nonce: hash.meta({ description: "Random: the same words are another salt the next time." }),
  })
  .openapi("ListingText");

const route = operation({
  method: "get",
  path: "/v1/listing-texts",
  summary:
    "What sellers wrote of their listings: of those that have a text. The EIP-712 struct hash of each is its listing's salt.",
  tier: "reads",
  request: { query },
  responses: { 200: json("The texts, in no order.", z.object({ texts: z.array(listingTextSchema) })) },
});

export function listingTextsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const texts = await findListingTexts(services.database, c.req.valid("query").salts);
    return c.json({ texts: texts.map((text) => ({ ...text, images: [...text.images] })) }, 200);
  });
}
