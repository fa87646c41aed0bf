import { z } from "zod";
import { CREDITS_DECIMALS } from "../catalogue/credits.ts";
import { biomes, characterClasses, itemTypes, MAX_STAT, rarities } from "../catalogue/kind.ts";
import { hasIcon, MAX_ICON_LENGTH, PATH_CHARACTERS } from "../icons/icons.ts";

const MAX_KIND = 2 ** 32 - 1;
const MAX_NAME_BYTES = 64;

const stat = z.int().min(0).max(MAX_STAT).default(0);

const name = z
  .string()
  .refine((text) => text.trim() !== "", "expected a name that is not blank")
  .refine((text) => new TextEncoder().encode(text).length <= MAX_NAME_BYTES, `expected at most ${MAX_NAME_BYTES} bytes`)
  .refine((text) => !/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text), "expected no control characters");

/** Below a thousand million: even a masterpiece of it, thirty times as dear, is a price that the Marketplace stores. */
const price = z
  .string()
  .regex(
    new RegExp(`^(?:0|[1-9]\\d{0,8})(?:\\.\\d{1,${CREDITS_DECIMALS}})?$`),
    'expected Credits in decimals, such as "12.5"',
  )
  .refine((text) => /[1-9]/.test(text), "expected a price above zero");

const icon = z.union([
  z.string().refine(hasIcon, "expected the name of an icon of game-icons"),
  z.strictObject({
    path: z.string().min(1).max(MAX_ICON_LENGTH).regex(PATH_CHARACTERS, "expected SVG path data, on 512 x 512"),
  }),
]);

/** Stacks are counted by units, everything else by pieces: one of the two, never both. */
const supply = z.int().min(1);

const kindSchema = z
  .strictObject({
    kind: z.int().min(1).max(MAX_KIND),
    name,
    type: z.enum(itemTypes),
    rarity: z.enum(rarities).default("COMMON"),
    class: z.enum(characterClasses).default("ANY"),
    biome: z.enum(biomes).default("NONE"),
    stats: z.strictObject({ power: stat, defense: stat, speed: stat, luck: stat }).prefault({}),
    price,
    pieces: supply.max(1_000).optional(),
    units: supply.max(1_000_000).optional(),
    icon: icon.optional(),
  })
  .refine(({ pieces, units }) => (pieces === undefined) !== (units === undefined), {
    message: 'expected either "pieces" (unique items) or "units" (a stack)',
  })
  .refine(({ type, biome }) => biome === "NONE" || type === "LAND", {
    message: "only a LAND has a biome",
    path: ["biome"],
  });

/** A kind as a studio writes it. */
export type StudioKind = z.infer<typeof kindSchema>;

/** A catalogue as a studio writes it: the shape of the JSON file that `PLAZA_CATALOGUE` names. */
export const studioSchema = z
  .strictObject({ name: z.string().min(1).max(200), kinds: z.array(kindSchema).min(1).max(10_000) })
  .superRefine(({ kinds }, context) => {
    const seen = new Map<number, number>();
    for (const [index, { kind }] of kinds.entries()) {
      const first = seen.get(kind);
      if (first !== undefined) {
        const message = `expected a number of its own, but kinds[${first}] has it too`;
        context.addIssue({ code: "custom", message, path: ["kinds", index, "kind"], input: kind });
      }
      seen.set(kind, first ?? index);
    }
  });
