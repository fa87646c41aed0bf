import { type AstNode, type Compiled, readSource } from "../lib/solc.ts";
import { createTwins } from "./modifierTwins.ts";
import type { Mutant } from "./mutants.ts";

/**
 * Many mutants in one program. Each stands beside what it replaces and is chosen by a number that a library's address holds:
 * the compiler leaves that address open for a linker, so it folds nothing, and to play another mutant is to link the same
 * bytecode anew.
 */
export type Schema = {
  /** Texts of the sources that differ from the files. */
  changed: Record<string, string>;
  /** Mutants that are in it; a mutant's number is its index and one. */
  mutants: readonly Mutant[];
};

const SWITCH = "contracts/MutationSwitch.sol";
const on = (number: number) => `(uint160(address(MutationSwitch)) == ${number})`;
const mark = (number: number) => `/*${number}*/`;

/** Contracts in which one mutant is switched on; none with zero. */
export function link(compiled: Compiled, number: number): Compiled {
  const address = number.toString(16).padStart(40, "0");
  return JSON.parse(JSON.stringify(compiled).replaceAll(/__\$[0-9a-f]{34}\$__/g, address)) as Compiled;
}

/**
 * Writes mutants into their sources, all but those that there is no form for.
 *
 * @param asts - Trees of the sources and all that they import, by path.
 */
export function schemaOf(all: readonly Mutant[], asts: Readonly<Record<string, AstNode>>): Schema {
  const twins = createTwins(asts, new Set(all.map(({ file }) => file)));
  const mutants = all.filter(({ operator, before }) => operator !== "modifier" || twins.has(before));
  const changed: Record<string, string> = {
    [SWITCH]: "// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\nlibrary MutationSwitch {}\n",
  };
  for (const file of new Set(mutants.map((mutant) => mutant.file)))
    changed[file] = sourceWith(file, mutants, twins.call);
  return { changed: { ...changed, ...twins.changed() }, mutants };
}

/** The mutants of a schema that an error of the compiler is about: those whose text it lies in, or that lie in what it names. */
export function mutantsAt({ changed, mutants }: Schema, file: string, start: number, end: number): Mutant[] {
  const text = Buffer.from(changed[file] ?? "");
  return mutants.filter((_, i) => {
    const [from, to] = [text.indexOf(mark(i + 1)), text.lastIndexOf(mark(i + 1))];
    return from >= 0 && ((from <= start && end <= to) || (start <= from && to <= end));
  });
}

/** What is replaced: a range of bytes that may have several mutants in it, and around other such places. */
type Place = { start: number; end: number; operator: Mutant["operator"]; alternatives: [number, ...number[]] };

function sourceWith(file: string, mutants: readonly Mutant[], callTwin: (text: string, off: string) => string): string {
  const source = Buffer.from(readSource(file));
  const places = placesOf(file, mutants);

  const render = (start: number, end: number, inner: readonly Place[]): string => {
    let text = "";
    let from = start;
    for (const place of inner) {
      if (place.start < from) continue;
      const within = inner.filter((other) => other !== place && other.start >= place.start && other.end <= place.end);
      text += source.subarray(from, place.start) + choice(place, render(place.start, place.end, within));
      from = place.end;
    }
    return text + source.subarray(from, end);
  };
  const choice = ({ operator, alternatives }: Place, original: string): string => {
    const [first] = alternatives;
    if (operator === "modifier") return callTwin(original, on(first));
    if (operator === "statement") return `{ if (${on(first)}) {${mark(first)}${mark(first)}} else { ${original} } }`;
    const others = alternatives.map((n) => `${on(n)} ? ${mark(n)}(${mutants[n - 1]?.after})${mark(n)} : `);
    return `(${others.join("")}(${original}))`;
  };
  return `${render(0, source.length, places)}\nimport {MutationSwitch} from "${SWITCH}";\n`;
}

/** Places in the order in which they begin, the outer of two before the inner. */
function placesOf(file: string, mutants: readonly Mutant[]): Place[] {
  const places = new Map<string, Place>();
  for (const [i, mutant] of mutants.entries()) {
    if (mutant.file !== file) continue;
    const { offset, length, operator } = mutant;
    const key = `${offset}:${length}`;
    const place = places.get(key);
    if (place) place.alternatives.push(i + 1);
    else places.set(key, { start: offset, end: offset + length, operator, alternatives: [i + 1] });
  }
  return [...places.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}
