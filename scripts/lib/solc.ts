import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path/posix";
import { root } from "./root.ts";

/** A node of solc's AST: what the tools here read of it. `src` is `offset:length:file`, in bytes. */
export type AstNode = { nodeType: string; src: string; [key: string]: unknown };

export const isNode = (value: unknown): value is AstNode =>
  typeof value === "object" && value !== null && typeof (value as AstNode).nodeType === "string";
export const asNode = (value: unknown): AstNode | undefined => (isNode(value) ? value : undefined);
export const listOf = (value: unknown): AstNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

export type Contract = { abi: unknown[]; evm: { bytecode: { object: string }; deployedBytecode: { object: string } } };

/** What the compiler complains about; `start` and `end` are bytes of `file`, as far as it knows them. */
type Complaint = {
  severity: string;
  formattedMessage: string;
  sourceLocation?: { file: string; start: number; end: number };
};

type Output = {
  errors?: Complaint[];
  sources: Record<string, { ast: AstNode }>;
  contracts?: Compiled;
};

type Settings = Readonly<Record<string, unknown>>;

/** Deployed contracts go through the Yul pipeline, which some of them need, with as little optimizing as it takes. */
export const quickSettings: Settings = {
  viaIR: true,
  optimizer: {
    enabled: true,
    runs: 1,
    details: {
      yul: true,
      cse: false,
      constantOptimizer: false,
      deduplicate: false,
      inliner: false,
      yulDetails: { stackAllocation: true, optimizerSteps: "u:" },
    },
  },
};

/** Tests are compiled as Hardhat compiles them here: neither pipeline nor optimizer. */
export const testSettings: Settings = { optimizer: { enabled: false } };

const solc = createRequire(import.meta.url)("solc") as {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
};

/** Text of a source, by its path from the root or from node_modules. */
export const readSource = (path: string): string =>
  readFileSync(path.startsWith("contracts/") ? root + path : `${root}node_modules/${path}`, "utf8");

/** Paths that a source imports, as {@link readSource} takes them. */
export const importsOf = (path: string, text = readSource(path)): string[] =>
  [...text.matchAll(/^\s*(?:import|\} from)[^"';]*["']([^"']+)["']/gm)].map(([, target = ""]) =>
    target.startsWith(".") ? join(dirname(path), target) : target,
  );

/** The syntax tree of a source, before names and types are known. */
export function parse(path: string, content = readSource(path)): AstNode {
  const output = run({ [path]: content }, { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } });
  const ast = output.sources[path]?.ast;
  if (!ast) throw new Error(messageOf(output) ?? `${path} has no AST`);
  return ast;
}

/** The syntax trees of sources and of all that they import, with names and types. */
export function analyze(
  paths: readonly string[],
  changed: Readonly<Record<string, string>> = {},
): Record<string, AstNode> {
  const sources = Object.fromEntries(paths.map((path) => [path, changed[path] ?? readSource(path)]));
  const output = run(sources, { evmVersion: "cancun", outputSelection: { "*": { "": ["ast"] } } }, changed);
  const message = messageOf(output);
  if (message) throw new Error(message);
  return Object.fromEntries(Object.entries(output.sources).map(([path, { ast }]) => [path, ast]));
}

/** Contracts by source and name, or the errors that there are instead. */
export type Compiled = Record<string, Record<string, Contract>>;
export type Compilation = { contracts: Compiled; errors?: undefined } | { contracts?: undefined; errors: Complaint[] };

/**
 * Compiles sources.
 *
 * @param paths - Sources whose contracts are wanted.
 * @param changed - Text of sources that differ from the files, or are none.
 */
export function compile(
  paths: readonly string[],
  settings: Settings,
  changed: Readonly<Record<string, string>> = {},
): Compilation {
  const wanted = { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] };
  const sources = Object.fromEntries(paths.map((path) => [path, changed[path] ?? readSource(path)]));
  const outputSelection = Object.fromEntries(paths.map((path) => [path, wanted]));
  const output = run(sources, { ...settings, evmVersion: "cancun", outputSelection }, changed);
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  return errors.length > 0 ? { errors } : { contracts: output.contracts ?? {} };
}

const messageOf = ({ errors }: Output) => errors?.find(({ severity }) => severity === "error")?.formattedMessage;

function run(
  sources: Record<string, string>,
  settings: Settings,
  changed: Readonly<Record<string, string>> = {},
): Output {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { metadata: { bytecodeHash: "none" }, ...settings },
  };
  const find = (path: string) => ({ contents: changed[path] ?? readSource(path) });
  return JSON.parse(solc.compile(JSON.stringify(input), { import: find })) as Output;
}
