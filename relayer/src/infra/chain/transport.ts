import { fallback, http, type Transport } from "viem";

/** Milliseconds that an endpoint has for an answer. Bids wait for the chain: a hung endpoint must not hold them for longer. */
const ANSWER_MS = 5_000;

/** JSON-RPC over HTTP. Where an endpoint does not answer, or answers with an error of its own, the next of them is asked. */
export function rpcTransport(urls: string | readonly string[] | undefined, timeout = ANSWER_MS): Transport {
  const endpoints = (typeof urls === "string" ? [urls] : (urls ?? [undefined])).map((url) =>
    http(url, { timeout, retryCount: 1 }),
  );
  const [only] = endpoints;
  // Retries are each endpoint's own.
  return endpoints.length === 1 && only ? only : fallback(endpoints, { retryCount: 0 });
}
