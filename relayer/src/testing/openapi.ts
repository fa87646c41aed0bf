import type { z } from "@hono/zod-openapi";
import { expect } from "chai";
import type { App } from "../api/app.ts";

type Content = Record<string, { schema: z.ZodType } | undefined>;

/** A route as its operation describes it. */
export type Documented = {
  method: string;
  path: string;
  problems: readonly string[];
  request: { params?: z.ZodType; query?: z.ZodType; body?: { content: Content } };
  responses: Record<string, { content: Content } | undefined>;
};

/** All routes that an app describes. */
export function documented(app: App): Documented[] {
  return app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== "route") return [];
    const { method, path, request = {}, responses } = definition.route;
    const problems = definition.route["x-problems"];
    return [{ method, path, request, responses, problems } as unknown as Documented];
  });
}

/** Checks answers against the schemas that the document has for them. */
export function conformity(app: App) {
  const routes = documented(app);
  return async (method: string, path: string, response: Response, status = response.status): Promise<void> => {
    const route = routes.find((candidate) => candidate.method === method && candidate.path === path);
    const where = `${method} ${path} ${status}`;
    expect(response.status, where).to.equal(status);
    const type = response.headers.get("content-type")?.split(";")[0] ?? "none";
    const schema = route?.responses[status]?.content[type]?.schema;
    expect(schema, `${where} ${type}`).to.not.equal(undefined);
    const body: unknown = type.endsWith("json") ? await response.json() : await response.text();
    const result = schema?.safeParse(body);
    expect(result?.error, `${where} ${JSON.stringify(body)}`).to.equal(undefined);
    if (type === "application/problem+json") expect(route?.problems, where).to.include((body as { code: string }).code);
  };
}
