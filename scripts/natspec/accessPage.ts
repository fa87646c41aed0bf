import { columns, table } from "../../test/contracts/accessTable.ts";

/** The page of who can do what: the table that test/contracts/access.test.ts tries, cell by cell. */
export function accessPage(): string {
  const heads = ["function", ...Object.keys(columns)];
  const rows = Object.entries(table).map(([name, cells]) => [
    `\`${name}\``,
    ...cells.map((cell) => (cell === "yes" ? "**yes**" : `\`${cell}\``)),
  ]);
  const lines = [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  return `# Who can do what

Written by \`npm run generate\` from the table that \`test/contracts/access.test.ts\` tries, every function that changes state with
every caller. A cell is **yes**, or the error that the call reverts with. The rightful caller's arguments are given to all.

- admin: default admin, and holder of all three roles
- seller: who put up what the call is about
- bidder: has funds, a ripe exit, credit and a claim
- settler: signs, and has no power to call
- anyone: a stranger

${lines.join("\n")}
`;
}
