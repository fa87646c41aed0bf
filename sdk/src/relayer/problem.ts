import { type PlazaError, type Recovery, recoveries } from "../errors/base.ts";
import { MalformedResponseError, ServiceUnavailableError } from "../errors/http.ts";
import { type RelayerErrorCode, relayerErrors } from "../errors/relayer.ts";
import { RelayerError, type RelayerProblem } from "../errors/relayerBase.ts";
import type { HttpResponse } from "../http/request.ts";

/** What proxies say where another try can help: Request Timeout, Too Early, Too Many Requests. */
const passing = new Set([408, 425, 429]);

/** Turns an answer that is no success into a typed error. */
export function problemError({ status, text }: Pick<HttpResponse, "status" | "text">, url: string): PlazaError {
  const problem = readProblem(status, text);
  if (problem === undefined)
    // No problem document: it is not the relayer that answers, but something in front of it.
    return status >= 500 || passing.has(status)
      ? new ServiceUnavailableError({ url, status })
      : new MalformedResponseError({ field: "body", expected: `problem details with status ${status}` });
  const Known = isKnown(problem.code) ? relayerErrors[problem.code] : undefined;
  return Known ? new Known(problem) : new RelayerError(problem);
}

function isKnown(code: string): code is RelayerErrorCode {
  return Object.hasOwn(relayerErrors, code);
}

function readProblem(status: number, text: string): RelayerProblem | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  const { code, detail, instance, field, retryable, recovery, ...extras } = body as Record<string, unknown>;
  if (typeof code !== "string" || code === "") return undefined;
  return {
    status,
    code,
    detail: typeof detail === "string" ? detail : undefined,
    requestId: typeof instance === "string" ? instance : undefined,
    field: typeof field === "string" ? field : undefined,
    retryable: typeof retryable === "boolean" ? retryable : undefined,
    recovery: recoveries.find((known): known is Recovery => known === recovery),
    extras,
  };
}
