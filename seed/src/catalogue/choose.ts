import { srdCatalogue } from "../srd/catalogue.ts";
import { readCatalogue } from "../studio/catalogue.ts";
import type { Catalogue } from "./kind.ts";

/** The variable that points the seed at a studio's own catalogue. */
export const CATALOGUE_VARIABLE = "PLAZA_CATALOGUE";

/**
 * The catalogue that the environment asks for: the JSON file that `PLAZA_CATALOGUE` names, else the System Reference
 * Document's equipment.
 *
 * @throws CatalogueError when that file cannot be used.
 */
export async function chooseCatalogue(env: Readonly<Record<string, string | undefined>>): Promise<Catalogue> {
  const path = env[CATALOGUE_VARIABLE];
  return path === undefined || path === "" ? srdCatalogue() : readCatalogue(path);
}
