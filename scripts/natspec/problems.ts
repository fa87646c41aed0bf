import type { Item, SourceModel } from "./model.ts";

/**
 * What lacks NatSpec, a line each with its place. Asked for are words on every contract, event, error, struct, enum, type and
 * public or external function and variable; on a function every parameter and result; on a struct every member.
 * `@inheritdoc` stands for all of them, and so does `@dev See {Interface-function}` where nothing is inherited.
 */
export function problemsOf(models: readonly SourceModel[]): string[] {
  return models.flatMap(({ file, contracts, items }) => [
    ...contracts.filter(({ doc }) => !doc?.notice).map(({ name, line }) => `${file}:${line} ${name} has no @notice`),
    ...[...items, ...contracts.flatMap((contract) => contract.items)]
      .filter(isPublic)
      .flatMap((item) => missing(item).map((what) => `${file}:${item.line} ${item.kind} ${item.name} has no ${what}`)),
  ]);
}

/** Whether others see it: internal functions are left to their authors. */
const isPublic = ({ kind, visibility }: Item) =>
  (kind !== "function" && kind !== "variable") || visibility === "public" || visibility === "external";

function missing({ kind, doc, params, returns }: Item): string[] {
  if (doc?.inheritdoc || doc?.dev?.startsWith("See {")) return [];
  if (!doc || (!doc.notice && !doc.dev)) return ["NatSpec"];
  if (kind !== "function" && kind !== "struct") return [];
  const named = params.filter((name) => name !== "" && !doc.params.has(name)).map((name) => `@param ${name}`);
  return returns.length > doc.returns.length ? [...named, "@return"] : named;
}
