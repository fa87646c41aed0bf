import type { ReactNode } from "react";

/** Line icons of the page's own controls: 24 x 24, stroked in the text's colour. Always decoration; the label is beside it. */
const LINES = {
  search: "M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM20.5 20.5 16 16",
  filter: "M4 6h16M7 12h10M10 18h4",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  down: "M6 9.5l6 6 6-6",
  left: "M14.5 5l-7 7 7 7",
  right: "M9.5 5l7 7-7 7",
  alert: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.2",
  clock: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7.5V12l3 2",
  user: "M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-3.7 3.8-5.5 7.5-5.5s6.7 1.8 7.5 5.5",
  out: "M10 5H5v14h5M14.5 8l4 4-4 4M9 12h9",
  wallet: "M4 7h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 7l11-3v3M16 13.2v.6",
  tag: "M4 4h8l8 8-8 8-8-8zM8.2 8.2v.1",
  refresh: "M19 8a8 8 0 1 0 1 5.5M20 4v5h-5",
  up: "M12 20V5M6 11l6-6 6 6",
} as const;

export type IconName = keyof typeof LINES;

export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.8">
      <path d={LINES[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
