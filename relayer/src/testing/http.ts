import type { House } from "./house.ts";

/** Body of a request in JSON: amounts as decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));

/** Posts JSON, or text as it is. */
export const post = (house: Pick<House, "app">, path: string, body: unknown, headers: Record<string, string> = {}) =>
  house.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : toJson(body),
  });

/** The parts of problem details that callers act on. */
export async function problemOf(response: Response | Promise<Response>) {
  const answer = await response;
  const body = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, type: answer.headers.get("content-type"), ...body } as Record<string, unknown> & {
    status: number;
    code?: string;
    field?: string;
  };
}
