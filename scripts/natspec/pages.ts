import { dirname } from "node:path/posix";
import type { ContractModel, Doc, Item, ItemKind, SourceModel } from "./model.ts";

const sections: readonly [string, readonly ItemKind[]][] = [
  ["Functions", ["function", "variable"]],
  ["Events", ["event"]],
  ["Errors", ["error"]],
  ["Types", ["struct", "enum", "type"]],
];

/** Pages of docs/contracts by their names: one a contract, interface or library, and the index README.md. */
export function pagesOf(models: readonly SourceModel[]): Map<string, string> {
  const all = new Map(models.flatMap(({ contracts }) => contracts.map((contract) => [contract.name, contract])));
  const pages = new Map<string, string>();
  for (const { contracts, items } of models) {
    contracts.forEach((contract, i) => {
      // What stands beside a contract in its file belongs to the first one's page.
      pages.set(`${contract.name}.md`, pageOf(contract, i === 0 ? items : [], all));
    });
  }
  return pages.set("README.md", indexOf([...all.values()]));
}

function indexOf(contracts: readonly ContractModel[]): string {
  const folders = [...new Set(contracts.map(({ file }) => dirname(file)))].sort();
  const rows = folders.flatMap((folder) => [
    `\n## ${folder}\n`,
    "| name | kind | |",
    "|---|---|---|",
    ...contracts
      .filter(({ file }) => dirname(file) === folder)
      .map(
        (contract) =>
          `| [${contract.name}](${contract.name}.md) | ${kindOf(contract)} | ${cell(contract.doc?.notice)} |`,
      ),
  ]);
  return `# Contracts

Written by \`npm run generate\` from the sources' NatSpec. Who can call what: [access.md](access.md).
${rows.join("\n")}
`;
}

function pageOf(contract: ContractModel, beside: readonly Item[], all: ReadonlyMap<string, ContractModel>): string {
  const { name, file, doc, bases } = contract;
  const shown = [...beside, ...contract.items].filter(
    // A library is called from within: its internal functions are what it offers.
    ({ kind, visibility }) =>
      kind !== "function" || (visibility !== "private" && (visibility !== "internal" || contract.kind === "library")),
  );
  const parts = [
    `# ${name}`,
    `${capital(kindOf(contract))} in [${file}](../../${file}).${bases.length > 0 ? ` Inherits ${bases.map((base) => linkTo(base, all)).join(", ")}.` : ""}`,
    ...wordsOf(doc),
    ...sections.flatMap(([heading, kinds]) => {
      const items = shown.filter(({ kind }) => kinds.includes(kind));
      return items.length === 0 ? [] : [`## ${heading}`, ...items.flatMap((item) => describe(item, all))];
    }),
  ];
  return `${parts.join("\n\n")}\n`;
}

function describe(item: Item, all: ReadonlyMap<string, ContractModel>): string[] {
  const { name, signature, doc, returns } = item;
  const head = [`### ${name}`, `\`\`\`solidity\n${signature}\n\`\`\``];
  if (doc?.inheritdoc) {
    const base = all.get(doc.inheritdoc);
    return [
      ...head,
      base ? `As in [${base.name}](${base.name}.md#${name.toLowerCase()}).` : `As in ${doc.inheritdoc}.`,
    ];
  }
  const rows = [
    ...[...(doc?.params ?? [])].map(([param, words]) => `| \`${param}\` | ${cell(words)} |`),
    ...(doc?.returns ?? []).map((words, i) => {
      const result = returns[i];
      const rest = result && words.startsWith(`${result} `) ? words.slice(result.length + 1) : words;
      return `| returns${result ? ` \`${result}\`` : ""} | ${cell(rest)} |`;
    }),
  ];
  return [...head, ...wordsOf(doc), ...(rows.length > 0 ? [["| | |", "|---|---|", ...rows].join("\n")] : [])];
}

const wordsOf = (doc: Doc | undefined) => [doc?.notice, doc?.dev].filter((words) => words !== undefined);

const linkTo = (name: string, all: ReadonlyMap<string, ContractModel>) =>
  all.has(name) ? `[${name}](${name}.md)` : name;

const kindOf = ({ kind, isAbstract }: ContractModel) =>
  isAbstract && kind === "contract" ? "abstract contract" : kind;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Text for a cell of a table. */
const cell = (text = "") => text.replaceAll("|", "\\|");
