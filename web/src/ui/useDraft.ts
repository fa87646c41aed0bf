import { useEffect, useRef, useState } from "react";

/**
 * What is being typed, handed on in its neat form when the person pauses; follows the value when it changes from outside. What is not neat stays as
 * it was typed: after the blank the next word comes.
 */
export function useDraft(
  value: string,
  onCommit: (value: string) => void,
  neat: (text: string) => string = (text) => text.trim(),
  pause = 350,
): [string, (next: string) => void] {
  const [draft, setDraft] = useState(value);
  const committed = useRef(value);
  const commit = useRef(onCommit);
  commit.current = onCommit;
  const next = neat(draft);
  useEffect(() => {
    if (value === committed.current) return;
    committed.current = value;
    setDraft(value);
  }, [value]);
  useEffect(() => {
    if (next === committed.current) return undefined;
    const timer = setTimeout(() => {
      committed.current = next;
      commit.current(next);
    }, pause);
    return () => clearTimeout(timer);
  }, [next, pause]);
  return [draft, setDraft];
}
