import { useEffect, useRef, useState } from "react";

/** What is being typed, handed on when the person pauses; follows the value when it changes from outside. */
export function useDraft(
  value: string,
  onCommit: (value: string) => void,
  pause = 350,
): [string, (next: string) => void] {
  const [draft, setDraft] = useState(value);
  const committed = useRef(value);
  const commit = useRef(onCommit);
  commit.current = onCommit;
  useEffect(() => {
    if (value !== committed.current) {
      committed.current = value;
      setDraft(value);
    }
  }, [value]);
  useEffect(() => {
    if (draft === committed.current) return undefined;
    const timer = setTimeout(() => {
      committed.current = draft;
      commit.current(draft);
    }, pause);
    return () => clearTimeout(timer);
  }, [draft, pause]);
  return [draft, setDraft];
}
