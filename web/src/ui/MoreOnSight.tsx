import { type ReactNode, useEffect, useRef } from "react";

/** Asks for the next page when the end of a list comes near; a button for those who do not scroll. */
export function MoreOnSight({ more, onMore }: { more: boolean; onMore: () => void }): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  ask.current = onMore;
  useEffect(() => {
    if (!more || end.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && ask.current(),
      {
        rootMargin: "500px",
      },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [more]);
  return (
    <div ref={end} className="more">
      {more ? (
        <button type="button" className="btn" onClick={onMore}>
          Show more
        </button>
      ) : null}
    </div>
  );
}
