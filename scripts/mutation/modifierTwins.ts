import { type AstNode, asNode, listOf, readSource } from "../lib/solc.ts";

/** Modifiers' twins, which take one argument more: whether to do nothing. */
type Twins = {
  /** Whether there can be a twin for what a function says, `only(x)` for one. */
  has(invocation: string): boolean;
  /** What the function says instead. */
  call(invocation: string, off: string): string;
  /** Sources with the twins in them that were called. */
  changed(): Record<string, string>;
};

type Definition = { path: string; node: AstNode };

/**
 * Looks for modifiers, each of a name that no other has.
 *
 * @param asts - Trees of all sources, by path.
 * @param taken - Sources that are changed otherwise: modifiers in them have no twins.
 */
export function createTwins(asts: Readonly<Record<string, AstNode>>, taken: ReadonlySet<string>): Twins {
  const definitions = definitionsOf(asts);
  const called = new Set<Definition>();
  const find = (invocation: string): Definition | undefined => {
    const [only, ...others] = definitions.get(/^\w*/.exec(invocation)?.[0] ?? "") ?? [];
    return only && others.length === 0 && !taken.has(only.path) ? only : undefined;
  };
  return {
    has: (invocation) => find(invocation) !== undefined,
    call(invocation, off) {
      const definition = find(invocation);
      if (!definition) throw new Error(`${invocation} has no twin`);
      called.add(definition);
      const [, name, given] = /^(\w+)\s*(?:\(([\s\S]*)\))?$/.exec(invocation) ?? [];
      return `${name}_unless(${off}${given ? `, ${given}` : ""})`;
    },
    changed() {
      const changed: Record<string, string> = {};
      for (const { path, node } of [...called].sort((a, b) => endOf(b.node) - endOf(a.node))) {
        const bytes = Buffer.from(changed[path] ?? readSource(path));
        changed[path] = `${bytes.subarray(0, endOf(node))}\n${twinOf(path, node)}${bytes.subarray(endOf(node))}`;
      }
      return changed;
    },
  };
}

const rangeOf = ({ src }: AstNode) => src.split(":").map(Number) as [number, number];
const endOf = (node: AstNode) => rangeOf(node)[0] + rangeOf(node)[1];

function definitionsOf(asts: Readonly<Record<string, AstNode>>): Map<string, Definition[]> {
  const definitions = new Map<string, Definition[]>();
  for (const [path, ast] of Object.entries(asts)) {
    const members = listOf(ast.nodes).flatMap((contract) => listOf(contract.nodes));
    for (const node of members.filter(({ nodeType }) => nodeType === "ModifierDefinition")) {
      const name = node.name as string;
      definitions.set(name, [...(definitions.get(name) ?? []), { path, node }]);
    }
  }
  return definitions;
}

function twinOf(path: string, node: AstNode): string {
  const source = Buffer.from(readSource(path));
  const textOf = (start: number, end: number) => source.subarray(start, end).toString();
  const parameters = listOf(asNode(node.parameters)?.parameters).map((p) => textOf(rangeOf(p)[0], endOf(p)));
  const body = asNode(node.body) as AstNode;
  const place = listOf(body.statements).find(({ nodeType }) => nodeType === "PlaceholderStatement");
  if (!place) throw new Error(`${path}: the modifier ${node.name} does not go on to the function in one place`);
  const [before, after] = [
    textOf(rangeOf(body)[0] + 1, rangeOf(place)[0]),
    textOf(endOf(place), endOf(body) - 1).replace(/^\s*;/, ""),
  ];
  return `modifier ${node.name}_unless(${["bool off", ...parameters].join(", ")}) { if (!off) {${before}} _; if (!off) {${after}} }`;
}
