import { type AstNode, asNode, isNode, listOf } from "../lib/solc.ts";

/** A change of one place of one source that a test should notice. */
export type Mutant = {
  /** `file:line:operator:n`; the same from run to run while the source stays. */
  id: string;
  file: string;
  line: number;
  operator: Operator;
  before: string;
  after: string;
  /** Byte offset and length of what is replaced. */
  offset: number;
  length: number;
};

export type Operator =
  | "relational"
  | "arithmetic"
  | "logical"
  | "operand"
  | "negation"
  | "statement"
  | "modifier"
  | "assignment"
  | "constant"
  | "return";

type Edit = { operator: Operator; node: AstNode; after: string };

const RELATIONAL: Record<string, readonly string[]> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
};
const ARITHMETIC: Record<string, string> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "<<": ">>",
  ">>": "<<",
  "&": "|",
  "|": "&",
  "^": "&",
};
const ASSIGNMENT: Record<string, string> = {
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "|=": "&=",
  "&=": "|=",
  "<<=": ">>=",
  ">>=": "<<=",
};

/**
 * All mutants of a source, in its order. Assembly is left alone: a change of it seldom leaves a program.
 *
 * @param ast - The source's tree, with types.
 */
export function mutantsOf(file: string, source: string, ast: AstNode): Mutant[] {
  const bytes = Buffer.from(source);
  const rangeOf = ({ src }: AstNode) => src.split(":").map(Number) as [number, number];
  const slice = (offset: number, length: number) => bytes.subarray(offset, offset + length).toString();
  const textOf = (node: AstNode) => slice(...rangeOf(node));
  const counts = new Map<string, number>();
  return editsOf(ast, textOf)
    .map(({ operator, node, after }) => {
      const [offset, length] = rangeOf(node);
      // The tree leaves out the semicolon of a statement, and an empty block takes none.
      const whole = operator === "statement" && slice(offset + length, 1) === ";" ? length + 1 : length;
      return { operator, after, offset, length: whole, before: slice(offset, whole) };
    })
    .filter(
      ({ before, after, offset }, i, all) =>
        before !== after && i === all.findIndex((e) => e.offset === offset && e.before === before && e.after === after),
    )
    .sort((a, b) => a.offset - b.offset)
    .map(({ operator, before, after, offset, length }) => {
      const line = slice(0, offset).split("\n").length;
      const place = `${file}:${line}:${operator}`;
      const n = (counts.get(place) ?? 0) + 1;
      counts.set(place, n);
      return { id: `${place}:${n}`, file, line, operator, before, after, offset, length };
    });
}

/** The source with a mutant in it. */
export function applyMutant(source: string, { offset, length, after }: Mutant): string {
  const bytes = Buffer.from(source);
  return Buffer.concat([bytes.subarray(0, offset), Buffer.from(after), bytes.subarray(offset + length)]).toString();
}

function editsOf(ast: AstNode, textOf: (node: AstNode) => string): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: AstNode, returns: readonly AstNode[], path: readonly AstNode[]) => {
    edits.push(...editsOfNode(node, returns, textOf).map((edit) => lifted(edit, path, textOf)));
    const inner = node.nodeType === "FunctionDefinition" ? listOf(asNode(node.returnParameters)?.parameters) : returns;
    for (const [key, value] of Object.entries(node)) {
      if (key === "documentation") continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        // What a loop does at the end of each round stands where a statement does not.
        const inHead = key === "loopExpression" && isNode(child) ? asNode(child.expression) : undefined;
        if (isNode(child)) visit(inHead ?? child, inner, [...path, node]);
      }
    }
  };
  visit(ast, [], []);
  return edits;
}

const offsetOf = ({ src }: AstNode) => Number(src.split(":")[0]);
const typeOf = (node: AstNode | undefined): string =>
  (node?.typeDescriptions as { typeIdentifier?: string } | undefined)?.typeIdentifier ?? "";
const isLiteral = (node: AstNode) => typeOf(node).startsWith("t_rational");
const passesOn = (node: AstNode) =>
  ["BinaryOperation", "UnaryOperation"].includes(node.nodeType) ||
  (node.nodeType === "TupleExpression" && listOf(node.components).length === 1) ||
  (node.nodeType === "FunctionCall" && node.kind === "typeConversion");

/**
 * A literal has no type until it meets something that has one, so it is changed together with what it is an operand of: as an
 * expression of its own, `1` in `1 << n` were a uint8.
 */
function lifted(edit: Edit, path: readonly AstNode[], textOf: (node: AstNode) => string): Edit {
  let { node, after } = edit;
  for (let depth = path.length - 1; depth >= 0 && isLiteral(node); depth -= 1) {
    const parent = path[depth] as AstNode;
    if (!passesOn(parent)) break;
    const text = Buffer.from(textOf(parent));
    const start = offsetOf(node) - offsetOf(parent);
    const end = start + Buffer.byteLength(textOf(node));
    after = `${text.subarray(0, start)}${after}${text.subarray(end)}`;
    node = parent;
  }
  return { ...edit, node, after };
}

function editsOfNode(node: AstNode, returns: readonly AstNode[], textOf: (node: AstNode) => string): Edit[] {
  const whole = (operator: Operator, after: string): Edit => ({ operator, node, after });
  switch (node.nodeType) {
    case "BinaryOperation":
      return binaryEdits(node, textOf);
    case "UnaryOperation": {
      const operand = textOf(asNode(node.subExpression) as AstNode);
      if (node.operator === "!") return [whole("negation", operand)];
      if (node.operator === "++" || node.operator === "--") {
        const other = node.operator === "++" ? "--" : "++";
        return [whole("arithmetic", node.prefix ? other + operand : operand + other)];
      }
      return [];
    }
    case "Assignment": {
      const other = ASSIGNMENT[node.operator as string];
      const [left, right] = [node.leftHandSide, node.rightHandSide].map((side) => textOf(side as AstNode));
      return other ? [whole("assignment", `${left} ${other} ${right}`)] : [];
    }
    case "IfStatement":
      return ifEdits(node, textOf);
    case "Conditional": {
      const [yes, no] = [node.trueExpression, node.falseExpression].map((side) => textOf(side as AstNode));
      return [whole("operand", `(${yes})`), whole("operand", `(${no})`)];
    }
    case "ExpressionStatement":
      // Without its assignment a pointer into calldata leaves no program.
      return typeOf(asNode(asNode(node.expression)?.leftHandSide)).includes("_calldata_ptr")
        ? []
        : [whole("statement", "{}")];
    case "EmitStatement":
      return [whole("statement", "{}")];
    case "FunctionDefinition":
      return node.kind === "constructor"
        ? []
        : listOf(node.modifiers).map((modifier) => ({ operator: "modifier", node: modifier, after: "" }));
    case "Literal":
      return literalEdits(node, textOf);
    case "Return":
      return returnEdits(node, returns);
    default:
      return [];
  }
}

function binaryEdits(node: AstNode, textOf: (node: AstNode) => string): Edit[] {
  const operator = node.operator as string;
  const [left, right] = [node.leftExpression, node.rightExpression].map((side) => textOf(side as AstNode)) as [
    string,
    string,
  ];
  const replace = (kind: Operator, other: string): Edit => ({
    operator: kind,
    node,
    after: `${left} ${other} ${right}`,
  });
  if (operator === "&&" || operator === "||") {
    return [
      replace("logical", operator === "&&" ? "||" : "&&"),
      { operator: "operand", node, after: left },
      { operator: "operand", node, after: right },
    ];
  }
  const arithmetic = ARITHMETIC[operator];
  return [
    ...(RELATIONAL[operator] ?? []).map((other) => replace("relational", other)),
    ...(arithmetic ? [replace("arithmetic", arithmetic)] : []),
  ];
}

/** An `if` that only guards is deleted whole; a condition that is a name or a call is turned round. */
function ifEdits(node: AstNode, textOf: (node: AstNode) => string): Edit[] {
  const condition = asNode(node.condition) as AstNode;
  const body = asNode(node.trueBody) as AstNode;
  const [only] = body.nodeType === "Block" ? listOf(body.statements) : [body];
  const guards = !node.falseBody && only?.nodeType === "RevertStatement";
  return [
    ...(guards ? [{ operator: "statement" as const, node, after: "{}" }] : []),
    ...(["Identifier", "FunctionCall"].includes(condition.nodeType)
      ? [{ operator: "negation" as const, node: condition, after: `!${textOf(condition)}` }]
      : []),
  ];
}

function literalEdits(node: AstNode, textOf: (node: AstNode) => string): Edit[] {
  const text = textOf(node);
  if (node.kind === "bool") return [{ operator: "constant", node, after: text === "true" ? "false" : "true" }];
  const number = /^([\d_]+)( \w+)?$/.exec(text);
  if (node.kind !== "number" || !number) return [];
  const value = BigInt(number[1]?.replaceAll("_", "") ?? 0);
  const unit = number[2] ?? "";
  const values = value > 0n ? [value + 1n, value - 1n] : [value + 1n];
  return values.map((other) => ({ operator: "constant", node, after: `${other}${unit}` }));
}

/** A returned number, flag, word or address becomes its zero, or its opposite. */
function returnEdits(node: AstNode, returns: readonly AstNode[]): Edit[] {
  const expression = asNode(node.expression);
  const [returned] = returns;
  if (!expression || !returned || returns.length !== 1) return [];
  const type = asNode(returned.typeName)?.name as string | undefined;
  if (!type || expression.nodeType === "Literal") return [];
  if (type === "bool")
    return [
      { operator: "return", node: expression, after: "false" },
      { operator: "return", node: expression, after: "true" },
    ];
  if (/^(u?int\d*|address|bytes\d+)$/.test(type))
    return [{ operator: "return", node: expression, after: `${type}(0)` }];
  return [];
}
