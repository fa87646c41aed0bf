import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { MetadataError } from "./failure.ts";
import { isPublicAddress } from "./publicAddress.ts";

/** Milliseconds that a document may take, redirects included; its size; and how often it may be elsewhere. */
export const FETCH_LIMITS = { timeout: 10_000, bytes: 500_000, redirects: 3 } as const;

const JSON_TYPE = /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i;

type Address = { address: string; family: number };

/** How a name is resolved, and which addresses may be asked. */
export type Network = {
  resolve(hostname: string): Promise<Address[]>;
  isAllowed(address: string): boolean;
};

const internet: Network = {
  resolve: (hostname) => lookup(hostname, { all: true, verbatim: true }),
  isAllowed: isPublicAddress,
};

/**
 * Gets a JSON document over HTTP or HTTPS from the public internet. Every address that a name stands for is looked at, and the
 * connection goes to one of those that were: what the name stands for a moment later does not matter. Each redirect is checked alike.
 *
 * @param options.isTrusted - Whether a URL may be asked at any address: the operator's own gateway.
 * @throws MetadataError
 */
export async function fetchJson(
  start: URL,
  {
    network = internet,
    limits = FETCH_LIMITS,
    isTrusted = () => false,
  }: { network?: Network; limits?: Record<keyof typeof FETCH_LIMITS, number>; isTrusted?: (url: URL) => boolean } = {},
): Promise<unknown> {
  const signal = AbortSignal.timeout(limits.timeout);
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    const addresses = await whileTime(signal, () => addressesOf(url, network, isTrusted(url)));
    const response = await open(url, addresses, signal);
    const { statusCode: status = 0, headers } = response;
    if (status >= 300 && status < 400 && headers.location !== undefined) {
      response.destroy();
      if (redirects >= limits.redirects) throw new MetadataError("HTTP_ERROR", "It is elsewhere too many times.");
      if (!URL.canParse(headers.location, url)) throw new MetadataError("BAD_URI", "It is at no URL.");
      url = new URL(headers.location, url);
      continue;
    }
    try {
      if (status !== 200) throw new MetadataError("HTTP_ERROR", `It was answered with ${status}.`);
      if (!JSON_TYPE.test(headers["content-type"] ?? "")) throw new MetadataError("NOT_JSON", "It is of another type.");
      if ((headers["content-encoding"] ?? "identity") !== "identity")
        throw new MetadataError("NOT_JSON", "It is compressed, which was not asked for.");
      return parseJson(await read(response, limits.bytes, signal));
    } finally {
      response.destroy();
    }
  }
}

/** @throws MetadataError when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MetadataError("NOT_JSON", "It is no JSON.", { cause });
  }
}

/** Where to connect to. All addresses of a name must be allowed, or a name with a private one among others would do. */
async function addressesOf(url: URL, network: Network, trusted: boolean): Promise<Address[]> {
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new MetadataError("BAD_URI", "Only http and https without a password are followed.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(network, host) : [{ address: host, family }];
  if (addresses.length === 0) throw new MetadataError("UNREACHABLE", `${host} has no address.`);
  if (!trusted && !addresses.every(({ address }) => network.isAllowed(address)))
    throw new MetadataError("ADDRESS_REFUSED", `${host} is not of the public internet.`);
  return addresses;
}

async function resolve(network: Network, host: string): Promise<Address[]> {
  try {
    return await network.resolve(host);
  } catch (cause) {
    throw new MetadataError("UNREACHABLE", `${host} cannot be resolved.`, { cause });
  }
}

function open(url: URL, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_, options, callback) => {
    const [first] = addresses as [Address];
    if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  const ask = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const headers = { accept: "application/json", "accept-encoding": "identity", "user-agent": "plaza-indexer" };
    const request = ask(url, { agent: false, headers, lookup: pinned, signal }, resolve);
    request.once("error", (cause) => reject(failureOf(cause, signal)));
    request.end();
  });
}

async function read(response: IncomingMessage, limit: number, signal: AbortSignal): Promise<string> {
  const tooLarge = () => new MetadataError("TOO_LARGE", `It is larger than ${limit} bytes.`);
  if (Number(response.headers["content-length"] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    throw failureOf(cause, signal);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A name can take longer to resolve than there is time; nothing can stop that, so it is waited for no longer. */
async function whileTime<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(failureOf(undefined, signal));
  });
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work(), over]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function failureOf(cause: unknown, signal: AbortSignal): MetadataError {
  if (cause instanceof MetadataError) return cause;
  if (signal.aborted) return new MetadataError("TIMEOUT", "It took too long.", { cause });
  return new MetadataError("UNREACHABLE", "The server could not be reached, or broke off.", { cause });
}
