import { z } from "@hono/zod-openapi";
import { DOMAIN_NAME, DOMAIN_VERSION } from "@plaza/sdk";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { address } from "./schemas.ts";

const keys = z
  .object({
    settler: z
      .string()
      .regex(/^0x(?:[0-9a-fA-F]{2}){20,}$/)
      .openapi({
        description: "In ERC-7913 form: an account, or `verifier || key` of a key that is not secp256k1's.",
      }),
    receiptSigner: address,
    domain: z.object({ name: z.string(), version: z.string(), chainId: z.int(), verifyingContract: address }),
  })
  .openapi("Keys");

const route = operation({
  method: "get",
  path: "/v1/keys",
  summary: "Whose signatures to expect, and for which Marketplace.",
  tier: "reads",
  responses: { 200: json("Keys and EIP-712 domain.", keys) },
});

export function keysRoute(app: App, { instance, domain }: Services): void {
  app.openapi(route, (c) =>
    c.json(
      {
        settler: instance.keys.settler.address,
        receiptSigner: instance.keys.receiptSigner.address,
        domain: {
          name: DOMAIN_NAME,
          version: DOMAIN_VERSION,
          chainId: domain.chainId,
          verifyingContract: domain.marketplace,
        },
      },
      200,
    ),
  );
}
