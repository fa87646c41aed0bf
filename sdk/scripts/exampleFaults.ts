import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { PublicApi } from "./publicApi.ts";

/** Modules besides the package's own whose exports an example may name without importing them, the first that has a name. */
const common = ["viem", "viem/actions", "viem/accounts", "viem/chains", "@tanstack/react-query", "node:fs/promises"];

const WORDS = "exampleWords.ts";
const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * What is wrong with examples, each fault in a line. Each is compiled as the body of a function, beside the imports that it needs and those of
 * {@link ExampleWords} that it names.
 *
 * @param examples - The code, as it stands between the fences, and what it is an example of.
 * @param from.entries - Declaration files by the names under which programs import them.
 * @param from.homes - The entry point that exports a name.
 */
export async function exampleFaults(
  examples: PublicApi["examples"],
  { entries, homes: own }: { entries: Readonly<Record<string, string>>; homes: ReadonlyMap<string, string> },
): Promise<string[]> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    paths: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, [file]])),
    types: ["node"],
  };
  const homes = new Map([...(await commonHomes()), ...own]);
  const words = wordsOf(join(folder, WORDS));
  const files = new Map(
    examples.map(({ of, code }, i) => [
      join(folder, `example-${i}.tsx`),
      { of, text: programOf(code, homes, new Set([...words].filter((word) => word !== of))) },
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const own = files.get(path);
    return own ? ts.createSourceFile(path, own.text, language) : getSourceFile(path, language, ...rest);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([path, { of }]) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${of}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}

/** Where names are imported from that are not the package's. */
async function commonHomes(): Promise<ReadonlyMap<string, string>> {
  const homes = new Map<string, string>();
  for (const home of common)
    for (const name of Object.keys(await import(home))) if (!homes.has(name)) homes.set(name, home);
  return homes;
}

/** The names of the words that all examples share. */
function wordsOf(path: string): ReadonlySet<string> {
  const program = ts.createProgram([path], { noResolve: true });
  const file = program.getSourceFile(path);
  const checker = program.getTypeChecker();
  const declared = file?.statements.find(
    (node) => ts.isTypeAliasDeclaration(node) && node.name.text === "ExampleWords",
  );
  if (!declared) throw new Error(`${path} has no type ExampleWords.`);
  return new Set(
    checker
      .getTypeAtLocation(declared)
      .getProperties()
      .map(({ name }) => name),
  );
}

/** An example as a module: what it names and does not declare is imported, or is one of the words. */
function programOf(code: string, homes: ReadonlyMap<string, string>, words: ReadonlySet<string>): string {
  const names = [...freeNames(code)];
  const imports = names
    .filter((name) => !words.has(name) && homes.has(name))
    .map((name) => `import { ${name} } from ${JSON.stringify(homes.get(name))};`);
  const shared = names
    .filter((name) => words.has(name))
    .map((name) => `declare const ${name}: import("./${WORDS}").ExampleWords["${name}"];`);
  const body = code.split("\n");
  const own = body.filter((line) => line.startsWith("import "));
  const rest = body.filter((line) => !line.startsWith("import "));
  return [...imports, ...own, ...shared, "export async function example() {", ...rest, "}"].join("\n");
}

/** What a piece of code names and does not declare. */
function freeNames(code: string): ReadonlySet<string> {
  const file = ts.createSourceFile("example.tsx", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const [used, declared] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isDeclaration(node)) declared.add(node.text);
    else if (ts.isIdentifier(node) && !isMember(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return new Set([...used].filter((name) => !declared.has(name)));
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isImportSpecifier(parent);
  return declares && parent.name === node;
}

/** Whether it is named through something else: a property, not a name of its own. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent))
    return parent.name === node;
  return (ts.isBindingElement(parent) && parent.propertyName === node) || ts.isJsxAttribute(parent);
}
