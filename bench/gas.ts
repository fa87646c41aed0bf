/**
 * What each operation costs in gas, Plaza's and its peers': `npm run bench:gas`.
 *
 * One EVM at hardfork Cancun, receipt gas, the same Credits and items for all. State: every balance and nonce word that an
 * operation writes is non-zero before it, allowances are infinite unless a row says otherwise, one collection of OpenZeppelin
 * ERC-721 items, 18-decimal Credits, a fee of 5 %. Each operation is played twice and the second is measured.
 */
import { installLocked } from "../scripts/lib/installLocked.ts";
import { type Figures, type OperationName, operations } from "./gas/operations.ts";
import { peersFolder } from "./gas/peers/folder.ts";
import { measureSeaport } from "./gas/peers/seaport.ts";
import { measureThirdweb } from "./gas/peers/thirdweb.ts";
import { measurePlaza } from "./gas/plaza.ts";
import { startWorld } from "./gas/world.ts";
import { type Bar, barChart } from "./lib/barChart.ts";
import { writePlot, writeResult, writeTable } from "./lib/report.ts";

installLocked(peersFolder, "Only this benchmark needs them.");
const world = await startWorld();
const plaza = await measurePlaza(world);
const peers: Record<string, Figures> = { ...(await measureSeaport(world)), ...(await measureThirdweb(world)) };
await world.close();

const rows = Object.entries(operations).map(([name, { label, ...more }]) => {
  const gas = plaza[name as OperationName];
  const measured = Object.entries(peers)
    .map(([peer, figures]) => ({ peer, gas: figures[name as OperationName] }))
    .filter((entry): entry is { peer: string; gas: number } => entry.gas !== undefined)
    .sort((a, b) => a.gas - b.gas);
  const { goal, quoted } = more as { goal?: number; quoted?: Record<string, number> };
  return { name, label, gas, goal, measured, quoted: Object.entries(quoted ?? {}) };
});

const number = (value: number | undefined) => value?.toLocaleString("en") ?? "";
const table = [
  ["operation", "Plaza", "goal", "best peer, measured here", "Plaza / peer", "quoted"],
  ...rows.map(({ label, gas, goal, measured: [best], quoted }) => [
    label,
    number(gas),
    number(goal),
    best ? `${number(best.gas)} (${best.peer})` : "",
    best && gas ? (gas / best.gas).toFixed(2) : "",
    quoted.map(([peer, figure]) => `${number(figure)} (${peer})`).join(", "),
  ]),
];
console.table(table.slice(1).map((row) => Object.fromEntries(row.map((cell, i) => [table[0]?.[i], cell]))));
writeTable("gas", table);
writeResult(
  "gas",
  Object.fromEntries(
    rows.map(({ name, gas, measured, quoted }) => [
      name,
      {
        plaza: gas,
        peers: Object.fromEntries(measured.map((entry) => [entry.peer, entry.gas])),
        ...(quoted.length > 0 && { quoted: Object.fromEntries(quoted) }),
      },
    ]),
  ),
);
writePlot(
  "gas",
  barChart({
    title: "Gas of each operation",
    unit: "gas, one run",
    groups: rows.map(({ label, gas, goal, measured, quoted }) => ({
      label,
      bars: [
        ...(gas === undefined ? [] : [{ label: "Plaza", value: gas, mark: goal, tone: "own" } satisfies Bar]),
        ...measured.map(({ peer, gas }): Bar => ({ label: peer, value: gas, tone: "peer" })),
        ...quoted.map(([peer, figure]): Bar => ({ label: `${peer}, quoted`, value: figure, tone: "quoted" })),
      ],
    })),
  }),
);
