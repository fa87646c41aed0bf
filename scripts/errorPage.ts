/**
 * Writes docs/errors.md from the SDK's error classes. `--check` writes nothing and exits 1 when the committed page is stale.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { root } from "./lib/root.ts";

const folder = "sdk/src/errors/";
const page = "docs/errors.md";

const intro = `# Errors

Every error class of the SDK: what an error's \`docsPath\` leads to. Made from the classes by \`npm run generate\`. [The SDK's page](sdk.md#errors)
says how to handle them.
`;

/** What each part of the page is headed, and the files that it shows. */
const parts: readonly [string, (file: string) => boolean][] = [
  ["The SDK's own", (file) => !file.includes("/") && !file.startsWith("relayer")],
  ["The relayer's refusals", (file) => file.startsWith("relayer")],
  ["The contracts' refusals", (file) => file.startsWith("contract/")],
];

/** The first property of a name within a class, as it is written. */
function written(node: ts.Node, name: string): string | undefined {
  if (ts.isPropertyAssignment(node) && node.name.getText() === name) return node.initializer.getText();
  return ts.forEachChild(node, (child) => written(child, name));
}

/** A class as a section: its name, what it says of itself, and what somebody can do. */
function sectionOf(node: ts.ClassDeclaration): string {
  const docs = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  const words = ts.getTextOfJSDocComment(docs?.comment)?.replace(/\s+/g, " ") ?? "";
  const recovery = /^"(\w+)"$/.exec(written(node, "recovery") ?? "")?.[1];
  const help = recovery === undefined ? "" : `\n\nRecovery: \`${recovery}\`.`;
  const again = written(node, "retryable") === "true" ? " The very same request can succeed later." : "";
  return `### ${node.name?.text}\n\n${words}${help}${again}\n`;
}

function sectionsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(root + folder + file, "utf8"), ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isClassDeclaration).map(sectionOf);
}

const files = globSync("**/*.ts", { cwd: root + folder }).sort();
const text = parts
  .map(([title, isOfPart]) => `\n## ${title}\n\n${files.filter(isOfPart).flatMap(sectionsOf).join("\n")}`)
  .join("");
const current = existsSync(root + page) && readFileSync(root + page, "utf8") === intro + text;

if (current) {
  console.log(`${page} is current.`);
} else if (process.argv.includes("--check")) {
  console.error(`${page} is stale: run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  writeFileSync(root + page, intro + text);
  console.log(`Wrote ${page}.`);
}
