import { PlazaError } from "./base.ts";

/** A value from the caller is not what the field takes. Nothing was sent. */
export class InvalidParameterError extends PlazaError {
  override readonly name = "InvalidParameterError";
  /** Name of the parameter. */
  readonly field: string;

  constructor({ field, value, expected, cause }: { field: string; value: unknown; expected: string; cause?: Error }) {
    super(`${field} must be ${expected}.`, {
      code: "invalid_parameter",
      recovery: "cancel",
      cause,
      name: "InvalidParameterError",
      metaMessages: [`Got: ${describe(value)}`],
    });
    this.field = field;
  }
}

/** A setting or a deployment record that the SDK was started with is missing or malformed. */
export class ConfigurationError extends PlazaError {
  override readonly name = "ConfigurationError";
  /** Where the fault lies: a key, or a file's name and line. */
  readonly field: string;

  constructor({ field, value, expected, cause }: { field: string; value?: unknown; expected: string; cause?: Error }) {
    super(`${field}: expected ${expected}.`, {
      code: "configuration",
      recovery: "cancel",
      name: "ConfigurationError",
      cause,
      metaMessages: value === undefined ? undefined : [`Got: ${describe(value)}`],
    });
    this.field = field;
  }
}

/** Short and harmless: what an error message can hold of a value from outside. */
function describe(value: unknown): string {
  const text =
    typeof value === "string" ? JSON.stringify(value) : typeof value === "object" ? typeof value : String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
