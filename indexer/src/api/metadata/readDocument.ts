import { MetadataError } from "./failure.ts";
import { FETCH_LIMITS, fetchJson, parseJson } from "./fetchJson.ts";

/** A version 0 or version 1 content id, and the path behind it. */
const IPFS = /^ipfs:\/\/(?:ipfs\/)?(Qm[1-9A-HJ-NP-Za-km-z]{44}|[bz][0-9A-Za-z]{45,120})((?:\/[^?#]*)?)$/;
const DATA = /^data:(application\/([\w.-]+\+)?json)?((?:;[^;,]*)*),/i;

/** Characters of a URI; those of `data:` are the document itself. */
const MAX_URI = 2_048;

/** Reads the JSON document that a URI stands for. */
export type DocumentReader = (uri: string) => Promise<unknown>;

/**
 * Makes a reader of `data:`, `https:`, `http:` and `ipfs:` documents.
 *
 * @param options.gateway - URL of an IPFS gateway, asked at `/ipfs/<content id>`; without one nothing of IPFS is read. It may be at
 * any address, and its redirects may not.
 * @throws MetadataError, of the reader, when the document cannot be had.
 */
export function createDocumentReader({
  gateway,
  fetch = fetchJson,
}: {
  gateway?: string | undefined;
  fetch?: typeof fetchJson;
}): DocumentReader {
  const base = gateway === undefined ? undefined : `${gateway.replace(/\/+$/, "")}/ipfs/`;
  return async (uri) => {
    if (/^data:/i.test(uri)) return readData(uri);
    if (uri.length > MAX_URI) throw new MetadataError("BAD_URI", `It is longer than ${MAX_URI} characters.`);
    if (/^ipfs:/i.test(uri)) {
      const path = ipfsPath(uri);
      if (base === undefined) throw new MetadataError("NO_GATEWAY", "No gateway to IPFS is configured.");
      return fetch(new URL(path, base), { isTrusted: ({ href }) => href.startsWith(base) });
    }
    if (!URL.canParse(uri)) throw new MetadataError("BAD_URI", "It is no URL.");
    return fetch(new URL(uri));
  };
}

/** Content id and path, each step encoded, so that none leads out of it. */
function ipfsPath(uri: string): string {
  const [, id, rest = ""] = IPFS.exec(uri) ?? [];
  const steps = rest.split("/").filter((step) => step !== "");
  if (id === undefined || steps.some((step) => /^(\.|%2e){1,2}$/i.test(step)))
    throw new MetadataError("BAD_URI", "It is no content of IPFS.");
  return [id, ...steps.map((step) => encodeURIComponent(decode(step)))].join("/");
}

function readData(uri: string): unknown {
  const [head, type, , parameters = ""] = DATA.exec(uri) ?? [];
  if (head === undefined || type === undefined) throw new MetadataError("NOT_JSON", "It is of another type.");
  // A byte is three characters at most, as `%20`.
  if (uri.length > FETCH_LIMITS.bytes * 3) throw new MetadataError("TOO_LARGE", "It is too large.");
  const body = uri.slice(head.length);
  const text = /;base64$/i.test(parameters) ? Buffer.from(body, "base64").toString("utf8") : decode(body);
  if (Buffer.byteLength(text) > FETCH_LIMITS.bytes) throw new MetadataError("TOO_LARGE", "It is too large.");
  return parseJson(text);
}

/** Contracts that write `data:` seldom encode their percent signs. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
