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

type Output = {
  errors?: { severity: string; formattedMessage: string }[];
  sources: Record<string, { ast: AstNode }>;
  contracts?: Record<string, Record<string, Contract>>;
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

/**
 * Compiles sources; undefined where one of them has an error.
 *
 * @param paths - Sources whose contracts are wanted.
 * @param changed - Text of sources that differ from the files.
 */
export function compile(
  paths: readonly string[],
  settings: Settings,
  changed: Readonly<Record<string, string>> = {},
): Record<string, Record<string, Contract>> | undefined {
  const wanted = { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] };
  const sources = Object.fromEntries(paths.map((path) => [path, changed[path] ?? readSource(path)]));
  const outputSelection = Object.fromEntries(paths.map((path) => [path, wanted]));
  const output = run(sources, { ...settings, evmVersion: "cancun", outputSelection }, changed);
  return messageOf(output) === undefined ? output.contracts : undefined;
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
