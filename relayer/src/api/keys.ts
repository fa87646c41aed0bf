import { DOMAIN_NAME, DOMAIN_VERSION } from "@plaza/sdk";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";

/** `GET /v1/keys`: whose signatures to expect, and for which Marketplace. */
export function keysRoute(app: App, { settler, receiptSigner, domain }: Services): void {
  app.get("/v1/keys", (c) =>
    c.json({
      settler: settler.address,
      receiptSigner: receiptSigner.address,
      domain: {
        name: DOMAIN_NAME,
        version: DOMAIN_VERSION,
        chainId: domain.chainId,
        verifyingContract: domain.marketplace,
      },
    }),
  );
}
