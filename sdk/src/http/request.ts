import { measured } from "../diagnostics/measured.ts";
import type { DiagnosticsHook, OperationOutcome } from "../diagnostics/types.ts";
import { ConnectionError, RequestTimeoutError } from "../errors/http.ts";
import { ConfigurationError } from "../errors/input.ts";
import { createPace, type Pace } from "./pace.ts";

/** What every HTTP client of the SDK takes. */
export type HttpClientOptions = {
  /** Absolute http or https URL. */
  url: string;
  /** Replaces the global `fetch`, to add headers or to test. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds until a request is given up. @default 15_000 */
  timeout?: number | undefined;
  /** Told of each request. */
  diagnostics?: DiagnosticsHook | undefined;
};

/** Options of a single request. */
export type RequestOptions = {
  /** Gives the request up; the promise then rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
};

export type HttpSettings = {
  url: string;
  fetch: typeof globalThis.fetch;
  timeout: number;
  pace: Pace;
  diagnostics: DiagnosticsHook | undefined;
};

export type HttpResponse = { status: number; text: string; headers: Headers };

/** Checks a client's options once, when it is made. */
export function httpSettings({
  url,
  fetch = globalThis.fetch,
  timeout = 15_000,
  diagnostics,
}: HttpClientOptions): HttpSettings {
  const expected = "an absolute http or https URL";
  if (!URL.canParse(url)) throw new ConfigurationError({ field: "url", value: url, expected });
  const { protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    throw new ConfigurationError({ field: "url", value: url, expected });
  if (!Number.isFinite(timeout) || timeout <= 0)
    throw new ConfigurationError({ field: "timeout", value: timeout, expected: "milliseconds above zero" });
  // A browser's fetch refuses to be called as the method of another object.
  return {
    url: url.replace(/\/+$/, ""),
    fetch: (input, init) => fetch(input, init),
    timeout,
    pace: createPace(),
    diagnostics,
  };
}

/** Sends one request, when the server will take it, and reads its whole answer within the timeout. */
export async function request(
  settings: HttpSettings,
  {
    path = "",
    method = "GET",
    body,
    accept = "application/json",
    headers: extra = {},
    signal,
    patience = settings.timeout,
    isIdempotent = method === "GET",
  }: RequestOptions & {
    path?: string;
    method?: "GET" | "POST" | "PUT" | "DELETE";
    body?: unknown;
    accept?: string;
    headers?: Readonly<Record<string, string>>;
    /** Milliseconds that it may wait for the server's next window. */
    patience?: number | undefined;
    /** Whether it may be sent again where no answer came. @default of GET */
    isIdempotent?: boolean | undefined;
  },
): Promise<HttpResponse> {
  const url = `${settings.url}${path}`;
  const route = `${method} ${routeOf(new URL(url).pathname)}`;
  const headers: Record<string, string> = { ...extra, accept };
  if (body !== undefined) headers["content-type"] = "application/json";
  /** Counted from when it is sent. */
  let timeout: AbortSignal | undefined;
  const send = () => {
    timeout = AbortSignal.timeout(settings.timeout);
    return settings.fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  };
  const ask = async (mayAgain = isIdempotent): Promise<HttpResponse> => {
    try {
      const response = await settings.pace.run(`${method} ${routeOf(path)}`, patience, send, signal);
      return { status: response.status, text: await response.text(), headers: response.headers };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (timeout?.aborted) throw new RequestTimeoutError({ url, timeout: settings.timeout });
      // Servers close connections that lie idle, and a request that is just then sent fails: on another it comes through.
      if (mayAgain) return ask(false);
      throw new ConnectionError({ url, cause: error instanceof Error ? error : undefined });
    }
  };
  return measured(settings.diagnostics, route, () => ask(), outcomeOf);
}

/** A server's own failure is one; what it refuses is not. */
function outcomeOf({ status }: HttpResponse): OperationOutcome {
  return status >= 500 ? "failed" : status >= 400 ? "refused" : "done";
}

/** The part of a path that is the same for all ids: `/v1/auctions`. */
function routeOf(path: string): string {
  return path.replace(/\?.*/, "").split("/").slice(0, 3).join("/");
}
