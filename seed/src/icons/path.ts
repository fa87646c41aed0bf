/** How many numbers one repetition of a path command takes. */
const ARITY: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const SEPARATOR = /^[\s,]+/;
const FLAG = /^[01]/;

/** One drawing command with its numbers. */
interface Segment {
  readonly command: string;
  readonly values: readonly number[];
}

/** Where a picture goes on the 512 x 512 canvas: enlarged by `scale`, then moved. */
export interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Reads SVG path data. Arc flags are single digits that may touch their neighbours (`a1 1 0 01.5.5`), which is why numbers
 * cannot simply be split at blanks.
 */
function parsePath(data: string): Segment[] {
  const segments: Segment[] = [];
  let rest = data.replace(SEPARATOR, "");
  let command = "";
  while (rest !== "") {
    const letter = rest[0] ?? "";
    if (/[a-z]/i.test(letter)) {
      command = letter;
      rest = rest.slice(1).replace(SEPARATOR, "");
    } else if (command.toLowerCase() === "m") {
      // After the first pair of a moveto, further pairs are lines.
      command = command === "m" ? "l" : "L";
    }
    const arity = ARITY[command.toLowerCase()];
    if (arity === undefined || (arity === 0 && segments.at(-1)?.command.toLowerCase() === "z")) {
      throw new Error(`not SVG path data at "${rest.slice(0, 20)}"`);
    }
    const values: number[] = [];
    for (let i = 0; i < arity; i++) {
      const flag = command.toLowerCase() === "a" && (i === 3 || i === 4);
      const match = (flag ? FLAG : NUMBER).exec(rest);
      if (!match) throw new Error(`not SVG path data at "${rest.slice(0, 20)}"`);
      values.push(Number(match[0]));
      rest = rest.slice(match[0].length).replace(SEPARATOR, "");
    }
    segments.push({ command, values });
  }
  return segments;
}

/** How one number of a command follows a placement: as x, as y, as a length, or not at all (arc rotation and flags). */
function placeValue(segment: Segment, index: number, absolute: boolean, { scale, x, y }: Placement): number {
  const value = segment.values[index] ?? 0;
  const kind = segment.command.toLowerCase();
  if (kind === "a" && index < 5) return index < 2 ? value * scale : value;
  if (!absolute) return value * scale;
  const isY = kind === "v" || (kind === "a" ? index === 6 : kind !== "h" && index % 2 === 1);
  return value * scale + (isY ? y : x);
}

const format = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * Moves and scales a path without changing its look.
 *
 * @throws Error when `data` is not SVG path data.
 */
export function placePath(data: string, placement: Placement): string {
  return parsePath(data)
    .map((segment, index) => {
      // A path's first moveto is absolute whatever its case.
      const command = index === 0 && segment.command === "m" ? "M" : segment.command;
      const absolute = command === command.toUpperCase();
      const values = segment.values.map((_, i) => format(placeValue(segment, i, absolute, placement)));
      return command + values.join(" ");
    })
    .join("");
}

/** Joins paths into one: each keeps its own starting point, because its first moveto is made absolute. */
export function joinPaths(paths: readonly string[]): string {
  return paths.map((path) => path.trim().replace(/^m/, "M")).join("");
}
