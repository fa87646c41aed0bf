import { beside, columns, people, table } from "../../test/contracts/accessTable.ts";

/** The page of who can do what: the tables that test/contracts/access.test.ts and accessBeside.test.ts try, cell by cell. */
export function accessPage(): string {
  return `# Who can do what

Written by \`npm run generate\` from the tables that \`test/contracts/access.test.ts\` and \`accessBeside.test.ts\` try, every function that
changes state with every caller. A cell is **yes**, or the error that the call reverts with. The rightful caller's arguments
are given to all.

## Marketplace

- admin: default admin, and holder of all three roles
- seller: who put up what the call is about
- bidder: has funds, a ripe exit, credit and a claim
- settler: signs, and has no power to call
- anyone: a stranger

${tableOf(Object.keys(columns), table)}

## The other contracts

- admin: default admin, and holder of all roles
- owner: owns the tokens and the items, signed the listing, has credit
- friend: approved by the owner for all that he has; signed the offer
- anyone: a stranger

${Object.entries(beside)
  .map(([contract, functions]) => `### ${contract}\n\n${tableOf(Object.keys(people), functions)}`)
  .join("\n\n")}
`;
}

function tableOf(callers: readonly string[], functions: Readonly<Record<string, readonly string[]>>): string {
  const heads = ["function", ...callers];
  const rows = Object.entries(functions).map(([name, cells]) => [
    `\`${name}\``,
    ...cells.map((cell) => (cell === "yes" ? "**yes**" : `\`${cell}\``)),
  ]);
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
