import type { Plugin } from "vite";
import type { PageSettings } from "./settings.ts";

/**
 * What the page may load and ask: its own files, and the three services that it was built for. Whatever a script that slips in learns, such as a
 * session's tokens, it can send nowhere else.
 */
export function contentSecurityPolicy({ rpcUrl, graphqlUrl, relayerUrl }: PageSettings): string {
  const services = [...new Set([rpcUrl, graphqlUrl, relayerUrl].map((url) => new URL(url).origin))];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${services.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Writes the policy into the built page, so that it holds wherever its files are served from. */
export function policy(settings: PageSettings): Plugin {
  return {
    name: "plaza-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy(settings) },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** What only a header can say: no other page may show this one in a frame and have its buttons pressed there. */
export const HEADERS = {
  "content-security-policy": "frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
