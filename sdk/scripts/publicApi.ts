import ts from "typescript";

/** A thing that an entry point exports, with where it comes from. */
type Exported = { name: string; symbol: ts.Symbol };

/** What there is to say of a package's declarations. */
export type PublicApi = {
  /** What is wrong, each fault in a line: types that do not hold, `any`, exports without words, and functions without an example. */
  faults: string[];
  /** The examples that its words hold, each with the name of what it is an example of. */
  examples: { of: string; code: string }[];
  /** The entry point that exports a name; the first of several. */
  homes: ReadonlyMap<string, string>;
};

/**
 * Reads the declarations of a package.
 *
 * @param entries - Declaration files of the entry points, by the names under which programs import them.
 * @param isOwn - Whether a file is held to the rules, by its path; others are only read.
 */
export function readPublicApi(entries: Readonly<Record<string, string>>, isOwn: (path: string) => boolean): PublicApi {
  const program = ts.createProgram(Object.values(entries), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    strict: true,
    noEmit: true,
    types: [],
  });
  const files = program.getSourceFiles().filter(({ fileName }) => isOwn(fileName));
  const checker = program.getTypeChecker();
  const exported = new Map<ts.Symbol, string>();
  const homes = new Map<string, string>();
  for (const [home, entry] of Object.entries(entries))
    for (const { name, symbol } of exportsOf(program, entry)) {
      exported.set(symbol, name);
      if (!homes.has(name)) homes.set(name, home);
    }
  const faults = [
    ...files.flatMap((file) => program.getSemanticDiagnostics(file).map(describeDiagnostic)),
    ...files.flatMap(anysIn),
    ...[...exported].flatMap(([symbol, name]) => wordsMissing(checker, name, symbol, isOwn)),
  ];
  return { faults, examples: [...exported].flatMap(([symbol, of]) => examplesOf(checker, of, symbol)), homes };
}

/** The code between the fences of what documents a symbol. */
function examplesOf(checker: ts.TypeChecker, of: string, symbol: ts.Symbol): PublicApi["examples"] {
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === "example");
  return tags.flatMap(({ text }) =>
    [...ts.displayPartsToString(text).matchAll(/^```tsx?\n([\s\S]*?)^```/gm)].map(([, code = ""]) => ({ of, code })),
  );
}

function exportsOf(program: ts.Program, entry: string): Exported[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${entry} is missing or exports nothing: \`npm run build -w sdk\` writes it.`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

const placeOf = (file: ts.SourceFile, position: number) =>
  `${file.fileName}:${file.getLineAndCharacterOfPosition(position).line + 1}`;

function describeDiagnostic({ file, start = 0, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, " ");
  return file ? `${placeOf(file, start)} ${text}` : text;
}

function anysIn(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${placeOf(file, node.getStart(file))} says any`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Types that are named for the function that takes or gives them need no words of their own; their fields have theirs. */
const namedForAnother = /(Parameters|Options|Result|ReturnType)$/;

/** A Sync twin has the example of its action. */
const needsExample = (name: string) => !name.endsWith("Sync");

function wordsMissing(
  checker: ts.TypeChecker,
  name: string,
  symbol: ts.Symbol,
  isOwn: (path: string) => boolean,
): string[] {
  const [declaration] = symbol.getDeclarations() ?? [];
  if (!declaration || !isOwn(declaration.getSourceFile().fileName)) return [];
  const place = `${placeOf(declaration.getSourceFile(), declaration.getStart())} ${name}`;
  const isType = !(symbol.flags & ts.SymbolFlags.Value);
  if (symbol.getDocumentationComment(checker).length === 0)
    return isType && namedForAnother.test(name) ? [] : [`${place} has no words`];
  const isFunction = checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;
  const hasExample = symbol.getJsDocTags(checker).some((tag) => tag.name === "example");
  return isFunction && needsExample(name) && !hasExample ? [`${place} has no example`] : [];
}
