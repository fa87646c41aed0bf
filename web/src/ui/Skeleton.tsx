import type { CSSProperties, ReactNode } from "react";

/** A grey place that something is about to fill: give it the size of what comes. */
export function Skeleton({
  width,
  height,
  style,
}: {
  width?: string;
  height: string;
  style?: CSSProperties;
}): ReactNode {
  return <div className="skeleton" aria-hidden="true" style={{ width: width ?? "100%", height, ...style }} />;
}
