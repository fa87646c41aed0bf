import { globSync } from "node:fs";
import { root } from "../lib/root.ts";
import { type AstNode, asNode, listOf, parse, readSource } from "../lib/solc.ts";

/** NatSpec of one item, its tags apart. */
export type Doc = {
  title?: string;
  notice?: string;
  dev?: string;
  params: ReadonlyMap<string, string>;
  returns: readonly string[];
  /** Contract whose words are taken. */
  inheritdoc?: string;
};

export type ItemKind = "function" | "variable" | "event" | "error" | "struct" | "enum" | "type";

/** Something that a contract or a file declares. */
export type Item = {
  kind: ItemKind;
  name: string;
  /** As it stands in the source, without its body. */
  signature: string;
  visibility?: string;
  line: number;
  doc?: Doc;
  params: readonly string[];
  returns: readonly string[];
};

export type ContractModel = {
  name: string;
  kind: "contract" | "interface" | "library";
  isAbstract: boolean;
  file: string;
  line: number;
  doc?: Doc;
  bases: readonly string[];
  items: readonly Item[];
};

/** A source and what it declares; `items` are those outside of any contract. */
export type SourceModel = { file: string; contracts: readonly ContractModel[]; items: readonly Item[] };

/** All sources but tests, mocks and helpers. */
export function readModels(): SourceModel[] {
  return globSync("contracts/**/*.sol", { cwd: root })
    .filter((file) => !/\.t\.sol$|^contracts\/(mocks|test-support)\//.test(file))
    .sort()
    .map((file) => modelOf(file, readSource(file)));
}

/** What one source declares. */
export function modelOf(file: string, source: string): SourceModel {
  const bytes = Buffer.from(source);
  const nodes = listOf(parse(file, source).nodes);
  const lineOf = (node: AstNode) => bytes.subarray(0, startOf(node)).toString().split("\n").length;
  const itemsOf = (children: readonly AstNode[]) =>
    children.flatMap((node): Item[] => {
      const kind = kindOf(node);
      if (!kind) return [];
      return [
        {
          kind,
          name: nameOf(node),
          signature: signatureOf(node, bytes),
          visibility: node.visibility as string | undefined,
          line: lineOf(node),
          doc: docOf(node, bytes),
          params: listOf(node.members ?? asNode(node.parameters)?.parameters).map(nameOf),
          returns: listOf(asNode(node.returnParameters)?.parameters).map(nameOf),
        },
      ];
    });
  const contracts = nodes
    .filter(({ nodeType }) => nodeType === "ContractDefinition")
    .map((node) => ({
      name: nameOf(node),
      kind: node.contractKind as ContractModel["kind"],
      isAbstract: node.abstract === true,
      file,
      line: lineOf(node),
      doc: docOf(node, bytes),
      bases: listOf(node.baseContracts).map((base) => nameOf(asNode(base.baseName) as AstNode)),
      items: itemsOf(listOf(node.nodes)),
    }));
  return { file, contracts, items: itemsOf(nodes) };
}

/** Takes NatSpec apart. */
export function parseDoc(text: string): Doc {
  const params = new Map<string, string>();
  const returns: string[] = [];
  const doc: { title?: string; notice?: string; dev?: string; inheritdoc?: string } = {};
  // Text before any tag is a notice.
  for (const part of `@notice ${text.trim()}`.replace(/^@notice @/, "@").split(/(?:^|\n)\s*(?=@\w)/)) {
    const [, tag = "", body = ""] = /^@(\w+)\s*([\s\S]*)$/.exec(part.trim()) ?? [];
    const words = body.trim().split(/\s+/).join(" ");
    if (tag === "param") params.set(words.split(" ")[0] ?? "", words.slice(words.indexOf(" ") + 1));
    else if (tag === "return") returns.push(words);
    else if (tag === "title" || tag === "notice" || tag === "dev" || tag === "inheritdoc") doc[tag] = words;
  }
  return { ...doc, params, returns };
}

/** The `///` lines above a declaration: the parser keeps those of functions, but not those of variables, enums and types. */
function docOf(node: AstNode, bytes: Buffer): Doc | undefined {
  const above = bytes.subarray(0, startOf(node)).toString().split("\n").slice(0, -1).reverse();
  const comments = above
    .slice(
      0,
      above.findIndex((line) => !line.trim().startsWith("//")),
    )
    .reverse();
  const lines = comments.map((line) => line.trim()).filter((line) => line.startsWith("///"));
  return lines.length > 0 ? parseDoc(lines.map((line) => line.slice(3).trim()).join("\n")) : undefined;
}

function kindOf({ nodeType, kind, visibility }: AstNode): ItemKind | undefined {
  switch (nodeType) {
    case "FunctionDefinition":
      return kind === "function" ? "function" : undefined;
    case "VariableDeclaration":
      return visibility === "public" ? "variable" : undefined;
    case "EventDefinition":
      return "event";
    case "ErrorDefinition":
      return "error";
    case "StructDefinition":
      return "struct";
    case "EnumDefinition":
      return "enum";
    case "UserDefinedValueTypeDefinition":
      return "type";
    default:
      return undefined;
  }
}

const nameOf = ({ name }: AstNode) => (typeof name === "string" ? name : "");
const startOf = ({ src }: AstNode) => Number(src.split(":")[0]);

function signatureOf(node: AstNode, bytes: Buffer): string {
  const start = startOf(node);
  const body = asNode(node.body);
  const end = body ? startOf(body) : start + Number(node.src.split(":")[1]);
  const text = bytes.subarray(start, end).toString().trim().replace(/;$/, "");
  if (node.nodeType === "StructDefinition" || node.nodeType === "EnumDefinition")
    return text.replace(/^ {4}/gm, "    ");
  return text.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")");
}
