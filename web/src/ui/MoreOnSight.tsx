import { type ReactNode, useEffect, useRef } from "react";
import { Trouble } from "./Trouble.tsx";

/** Asks for the next page when the end of a list comes near; a button for those who do not scroll. What failed is asked for again only by hand. */
export function MoreOnSight({
  more,
  error,
  onMore,
}: {
  more: boolean;
  /** Why the next page did not come. */
  error: unknown;
  onMore: () => void;
}): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  ask.current = onMore;
  useEffect(() => {
    if (!more || error !== null || end.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && ask.current(),
      {
        rootMargin: "500px",
      },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [more, error]);
  return (
    <div ref={end} className="more">
      {error !== null ? (
        <Trouble error={error} title="The next ones cannot be shown" onRetry={onMore} />
      ) : more ? (
        <button type="button" className="btn" onClick={onMore}>
          Show more
        </button>
      ) : null}
    </div>
  );
}
