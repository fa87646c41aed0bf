import ts from "typescript";

/** A thing that an entry point exports, with where it comes from. */
type Exported = { name: string; symbol: ts.Symbol };

/**
 * What is wrong with a package's declarations, each fault in a line: types that do not hold, `any`, exports without words, and
 * actions and flows without an example.
 *
 * @param entries - Declaration files of the entry points.
 * @param isOwn - Whether a file is held to these rules, by its path; others are only read.
 */
export function publicApiFaults(entries: readonly string[], isOwn: (path: string) => boolean): string[] {
  const program = ts.createProgram(entries, {
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
  for (const { name, symbol } of entries.flatMap((entry) => exportsOf(program, entry))) exported.set(symbol, name);
  return [
    ...files.flatMap((file) => program.getSemanticDiagnostics(file).map(describeDiagnostic)),
    ...files.flatMap(anysIn),
    ...[...exported].flatMap(([symbol, name]) => wordsMissing(checker, name, symbol, isOwn)),
  ];
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

/** Whether it takes an example: an action or a flow. A Sync twin has that of the action. */
const needsExample = (path: string, name: string) =>
  /\/actions\//.test(path) ? !name.endsWith("Sync") : /\/flows\//.test(path) && name.endsWith("Flow");

function wordsMissing(
  checker: ts.TypeChecker,
  name: string,
  symbol: ts.Symbol,
  isOwn: (path: string) => boolean,
): string[] {
  const [declaration] = symbol.getDeclarations() ?? [];
  if (!declaration || !isOwn(declaration.getSourceFile().fileName)) return [];
  const { fileName } = declaration.getSourceFile();
  const place = `${placeOf(declaration.getSourceFile(), declaration.getStart())} ${name}`;
  const isType = !(symbol.flags & ts.SymbolFlags.Value);
  if (symbol.getDocumentationComment(checker).length === 0)
    return isType && namedForAnother.test(name) ? [] : [`${place} has no words`];
  const isFunction = checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;
  const hasExample = symbol.getJsDocTags(checker).some((tag) => tag.name === "example");
  return isFunction && needsExample(fileName, name) && !hasExample ? [`${place} has no example`] : [];
}
