import glyphs from "virtual:plaza-glyphs";
import type { ReactNode } from "react";

/** A small game picture (item type, stat, class, coin) in the text's colour. Always decoration. */
export function Glyph({ name }: { name: string }): ReactNode {
  return (
    <svg viewBox="0 0 512 512" aria-hidden="true" fill="currentColor">
      <path d={glyphs[name.toLowerCase()] ?? glyphs.any} />
    </svg>
  );
}
