import fc from "fast-check";

/** The part of JSON Schema that the document uses. */
export type JsonSchema = {
  type?: string | string[];
  pattern?: string;
  enum?: string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  $ref?: string;
};

/** Values that a schema takes. */
export function arbitraryOf(schema: JsonSchema, resolve: (ref: string) => JsonSchema): fc.Arbitrary<unknown> {
  if (schema.$ref) return arbitraryOf(resolve(schema.$ref), resolve);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const { type, pattern, properties = {}, items = {}, minimum, maximum } = schema;
  switch (Array.isArray(type) ? type[0] : type) {
    case "string":
      return pattern ? fc.stringMatching(new RegExp(pattern)) : fc.string();
    case "integer":
    case "number":
      return fc.integer({ min: minimum ?? 0, ...(maximum && { max: Math.min(maximum, 2 ** 31) }) });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(arbitraryOf(items, resolve), { maxLength: 3 });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, arbitraryOf(value, resolve)])),
      );
    default:
      return fc.jsonValue();
  }
}

/** Something else than a schema takes, in one place: what a bug or an attacker makes of a good value. */
export const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), fc.oneof(fc.jsonValue(), fc.constant(undefined), hostile)).map(([whole, place, other]) => {
    if (typeof whole !== "object" || whole === null) return other;
    const keys = Object.keys(whole);
    const key = keys[place % (keys.length + 1)] ?? "unexpected";
    return { ...whole, [key]: other };
  });

/** Texts that have broken parsers before. */
export const hostile = fc.constantFrom(
  ...["", " ", "\0", "%", "%00", "%E0%A4%A", "..", "../../etc/passwd", "__proto__", "constructor", "null", "NaN"],
  ...[
    "-1",
    "1e999",
    "0x",
    "0x0",
    "1".repeat(400),
    "'; DROP TABLE bids; --",
    "\u202e",

    "😀",
    "a".repeat(5_000),
  ],
);
