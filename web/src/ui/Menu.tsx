import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

/** A button with a small window below it. Escape and a click outside close it; the arrow keys walk through its items. */
export function Menu({
  open,
  onOpen,
  label,
  trigger,
  children,
}: {
  open: boolean;
  onOpen: (open: boolean) => void;
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const onPress = (event: MouseEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) onOpen(false);
    };
    document.addEventListener("mousedown", onPress);
    return () => document.removeEventListener("mousedown", onPress);
  }, [open, onOpen]);

  function onKey(event: KeyboardEvent): void {
    if (!open) return;
    if (event.key === "Escape") {
      onOpen(false);
      root.current?.querySelector("button")?.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...(root.current?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
    const focused = document.activeElement;
    const index = focused instanceof HTMLElement ? items.indexOf(focused) : -1;
    items.at((index + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to keys that bubble from the buttons inside
    <div className="menu" ref={root} onKeyDown={onKey}>
      {trigger}
      {open ? (
        <div className="menu-pop" role="menu" aria-label={label}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
