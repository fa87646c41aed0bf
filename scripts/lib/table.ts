type Cell = string | number;

/** Plain text in columns: numbers to the right, text to the left, a rule under the heads. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const right = heads.map((_, i) => rows.length > 0 && rows.every((row) => /^-?[\d.,]+$/.test(String(row[i]))));
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => String(row[i] ?? "").length)));
  const line = (cells: readonly Cell[]) =>
    widths.map((w, i) => (right[i] ? String(cells[i]).padStart(w) : String(cells[i] ?? "").padEnd(w))).join("  ");
  return [line(heads), widths.map((w) => "-".repeat(w)).join("  "), ...rows.map(line)]
    .map((text) => text.trimEnd())
    .join("\n");
}
