import type { z } from "zod";

/** Something that is wrong in a catalogue. */
export interface CatalogueFault {
  /** Where, such as `kinds[3].price`. */
  readonly path: string;
  /** What it got there, shortened. */
  readonly got: string;
  /** What is expected there. */
  readonly expected: string;
}

/** A studio's catalogue cannot be used; its message lists every fault with its place. */
export class CatalogueError extends Error {
  override readonly name = "CatalogueError";
  readonly source: string;
  readonly faults: readonly CatalogueFault[];

  constructor(source: string, faults: readonly CatalogueFault[], options?: ErrorOptions) {
    const lines = faults.map(({ path, got, expected }) => `  ${path}: got ${got}, ${expected}`);
    super(`The catalogue ${source} cannot be used:\n${lines.join("\n")}`, options);
    this.source = source;
    this.faults = faults;
  }
}

const MAX_SHOWN = 60;

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

function showPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "the whole file" : text.replace(/^\./, "");
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

/** Zod's "Invalid input: expected string, received undefined" already tells what was got; ours goes first. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `expected no field called ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "invalid_value":
      return `expected one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return "expected the name of an icon of game-icons, or { path } with SVG path data";
    case "invalid_type":
      return `expected ${issue.expected === "int" ? "a whole number" : issue.expected}`;
    case "too_small":
      return `expected at least ${issue.minimum}${issue.origin === "array" ? " entry" : ""}`;
    case "too_big":
      return `expected at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
    default:
      return issue.message;
  }
}

/** The faults behind a zod error, in words that name field, value and expectation. */
export function faultsOf(error: z.ZodError, root: unknown): CatalogueFault[] {
  return error.issues.map((issue) => ({
    path: showPath(issue.path),
    got: show(valueAt(root, issue.path)),
    expected: expectation(issue),
  }));
}
