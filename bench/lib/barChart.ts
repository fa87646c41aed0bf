/** One bar: a value, and a mark to hold it against. */
export type Bar = { label: string; value: number; mark?: number | undefined; tone: keyof typeof TONES };

/** Bars that belong together, under one heading. */
type Group = { label: string; bars: Bar[] };

const TONES = { own: "#4f6bed", peer: "#98a1b3", quoted: "#dfe3ea" };
const WIDTH = 860;
const LABEL = 240;
const ROW = 24;
const TOP = 60;

const escapeXml = (text: string) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** Groups of horizontal bars as a self-contained SVG, readable on light and dark pages alike. */
export function barChart({ title, unit, groups }: { title: string; unit: string; groups: Group[] }): string {
  const bars = groups.flatMap((group) => group.bars);
  const largest = Math.max(...bars.flatMap(({ value, mark }) => [value, mark ?? 0]));
  const scale = (WIDTH - LABEL - 100) / largest;
  let y = TOP;
  const rows = groups.flatMap(({ label, bars }) => {
    const heading = `<text x="20" y="${y + 15}" font-weight="600">${escapeXml(label)}</text>`;
    y += ROW;
    const drawn = bars.map((bar) => {
      const row = drawBar(bar, y, scale);
      y += ROW;
      return row;
    });
    y += 10;
    return [heading, ...drawn];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 10}" font-family="system-ui, sans-serif" font-size="13" fill="#1d2433">
<rect width="100%" height="100%" rx="8" fill="#fff"/>
<text x="20" y="30" font-size="16" font-weight="600">${escapeXml(title)}</text>
<text x="${WIDTH - 20}" y="30" text-anchor="end" fill="#667">${escapeXml(unit)}; yellow mark: goal</text>
${rows.join("\n")}
</svg>
`;
}

function drawBar({ label, value, mark, tone }: Bar, y: number, scale: number): string {
  const line = mark
    ? `<line x1="${LABEL + mark * scale}" x2="${LABEL + mark * scale}" y1="${y}" y2="${y + 20}" stroke="#e0a100" stroke-width="3"/>`
    : "";
  return (
    `<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${escapeXml(label)}</text>` +
    `<rect x="${LABEL}" y="${y + 2}" width="${(value * scale).toFixed(1)}" height="16" rx="3" fill="${TONES[tone]}"/>` +
    line +
    `<text x="${LABEL + Math.max(value, mark ?? 0) * scale + 8}" y="${y + 15}">${value.toLocaleString("en")}</text>`
  );
}
