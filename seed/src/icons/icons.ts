import { icons } from "@iconify-json/game-icons";
import { KEYWORDS } from "./keywords.ts";
import { joinPaths, placePath } from "./path.ts";
import { PICTURES, type Picture } from "./pictures.ts";

/** The most characters of path data that the contracts take. */
export const MAX_ICON_LENGTH = 16_384;

/** What path data is made of, as the contracts check it; it begins with a moveto. */
export const PATH_CHARACTERS = /^[Mm][MmLlHhVvCcSsQqTtAaZz0-9 ,.+-]+$/;

/** Where main and badge go when two icons make one picture: apart, so that two silhouettes stay readable. */
const MAIN_PLACE = { scale: 0.66, x: 0, y: 0 };
const BADGE_PLACE = { scale: 0.46, x: 270, y: 270 };

/** Whether game-icons has an icon of that name. */
export function hasIcon(name: string): boolean {
  return Object.hasOwn(icons.icons, name);
}

/**
 * Path data of a game-icons icon, on a 512 x 512 view box.
 *
 * @throws Error when there is no such icon, or when it is drawn with more than plain paths.
 */
export function iconPath(name: string): string {
  const body = hasIcon(name) ? icons.icons[name]?.body : undefined;
  if (body === undefined) throw new Error(`game-icons has no icon "${name}"`);
  const paths = [...body.matchAll(/<path fill="currentColor" d="([^"]+)"\/>/g)].map((match) => match[1] ?? "");
  const drawn = body.replaceAll(/<path fill="currentColor" d="[^"]+"\/>/g, "");
  if (paths.length === 0 || drawn !== "") throw new Error(`icon "${name}" is not made of plain paths`);
  return joinPaths(paths);
}

/** Path data of a picture. */
export function picturePath(picture: Picture): string {
  if (typeof picture === "string") return iconPath(picture);
  return joinPaths([placePath(iconPath(picture.main), MAIN_PLACE), placePath(iconPath(picture.badge), BADGE_PLACE)]);
}

/** The icons that a picture is made of. */
export function pictureIcons(picture: Picture): readonly string[] {
  return typeof picture === "string" ? [picture] : [picture.main, picture.badge];
}

/** The picture of a name: the chosen one, else the first keyword's, else the fallback. */
export function pictureOf(name: string, fallback: string): Picture {
  const chosen = Object.hasOwn(PICTURES, name) ? PICTURES[name] : undefined;
  if (chosen !== undefined) return chosen;
  const words = new Set(name.toLowerCase().split(/[^a-z]+/));
  return KEYWORDS.find(([keyword]) => words.has(keyword))?.[1] ?? fallback;
}
