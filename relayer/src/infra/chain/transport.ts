import { fallback, HttpRequestError, http, TimeoutError, type Transport } from "viem";
import { Breakers } from "../breaker.ts";

/** Milliseconds that an endpoint has for an answer. Bids wait for the chain: a hung endpoint must not hold them for longer. */
const ANSWER_MS = 5_000;

/**
 * JSON-RPC over HTTP. Where an endpoint does not answer, or answers with an error of its own, the next of them is asked. One that
 * keeps failing is left alone for a while.
 *
 * @param options.name - Of its breaker; with several URLs the first of them is `rpc 1`.
 */
export function rpcTransport(
  urls: string | readonly string[] | undefined,
  {
    timeout = ANSWER_MS,
    breakers = new Breakers(),
    name = "rpc",
  }: { timeout?: number; breakers?: Breakers; name?: string } = {},
): Transport {
  const several = typeof urls === "string" ? [urls] : (urls ?? [undefined]);
  const endpoints = several.map((url, place) =>
    // Named by its place: a URL can hold a token.
    guarded(http(url, { timeout, retryCount: 1 }), breakers, several.length > 1 ? `${name} ${place + 1}` : name),
  );
  const [only] = endpoints;
  // Retries are each endpoint's own.
  return endpoints.length === 1 && only ? only : fallback(endpoints, { retryCount: 0 });
}

function guarded(transport: Transport, breakers: Breakers, name: string): Transport {
  const breaker = breakers.add(name, (error) => error instanceof HttpRequestError || error instanceof TimeoutError);
  return (options) => {
    const inner = transport(options);
    const request: typeof inner.request = (call) => breaker.run(() => inner.request(call));
    return { ...inner, request };
  };
}
