const TONES = ["#4f6bed", "#98a1b3"];
const WIDTH = 860;
const HEIGHT = 320;
const LEFT = 70;
const TOP = 60;
const BOTTOM = HEIGHT - 40;

/** Lines over one axis, both from zero, as a self-contained SVG. */
export function lineChart({
  title,
  x,
  y,
  series,
}: {
  title: string;
  x: string;
  y: string;
  series: { label: string; points: readonly [number, number][] }[];
}): string {
  const all = series.flatMap(({ points }) => points);
  const [right, top] = [0, 1].map((axis) => Math.max(1, ...all.map((point) => point[axis] as number)) * 1.05);
  const px = (value: number) => (LEFT + (value / (right ?? 1)) * (WIDTH - LEFT - 30)).toFixed(1);
  const py = (value: number) => (BOTTOM - (value / (top ?? 1)) * (BOTTOM - TOP)).toFixed(1);
  const lines = series.map(({ label, points }, index) => {
    const path = points.map(([a, b]) => `${px(a)},${py(b)}`).join(" ");
    const last = points.at(-1);
    const name = last && `<text x="${WIDTH - 30}" y="${Number(py(last[1])) - 8}" text-anchor="end">${label}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${TONES[index]}" stroke-width="2"/>${name ?? ""}`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const [a, b] = [Math.round((right ?? 1) * part), Math.round((top ?? 1) * part)];
    return (
      `<text x="${px(a)}" y="${BOTTOM + 18}" text-anchor="middle" fill="#667">${a.toLocaleString("en")}</text>` +
      `<text x="${LEFT - 8}" y="${Number(py(b)) + 4}" text-anchor="end" fill="#667">${b.toLocaleString("en")}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" fill="#1d2433">
<rect width="100%" height="100%" rx="8" fill="#fff"/>
<text x="20" y="30" font-size="16" font-weight="600">${title}</text>
<text x="${WIDTH - 20}" y="30" text-anchor="end" fill="#667">${y}, by ${x}</text>
${[...ticks, ...lines].join("\n")}
</svg>
`;
}
