/** One bar: a value, and a mark to hold it against. */
type Bar = { label: string; value: number; mark?: number | undefined };

const WIDTH = 860;
const LABEL = 300;
const ROW = 34;
const TOP = 56;

const escapeXml = (text: string) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** Horizontal bars as a self-contained SVG, readable on light and dark pages alike. */
export function barChart({ title, unit, bars }: { title: string; unit: string; bars: Bar[] }): string {
  const largest = Math.max(...bars.flatMap(({ value, mark }) => [value, mark ?? 0]));
  const scale = (WIDTH - LABEL - 110) / largest;
  const rows = bars.map(({ label, value, mark }, i) => {
    const y = TOP + i * ROW;
    const width = value * scale;
    const line = mark
      ? `<line x1="${LABEL + mark * scale}" x2="${LABEL + mark * scale}" y1="${y - 2}" y2="${y + 22}" stroke="#e0a100" stroke-width="3"/>`
      : "";
    return (
      `<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${escapeXml(label)}</text>` +
      `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="20" rx="3" fill="#4f6bed"/>` +
      line +
      `<text x="${LABEL + Math.max(width, (mark ?? 0) * scale) + 8}" y="${y + 15}">${value.toLocaleString("en")}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${TOP + bars.length * ROW + 16}" font-family="system-ui, sans-serif" font-size="13" fill="#1d2433">
<rect width="100%" height="100%" rx="8" fill="#fff"/>
<text x="20" y="30" font-size="16" font-weight="600">${escapeXml(title)}</text>
<text x="${WIDTH - 20}" y="30" text-anchor="end" fill="#667">${escapeXml(unit)}; yellow mark: goal</text>
${rows.join("\n")}
</svg>
`;
}
