import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";

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
    const next = event.key === "ArrowDown" ? index + 1 : Math.max(index, 0) - 1;
    items.at(next % items.length)?.focus();
  }

  /** Whoever walks on with the Tab key leaves nothing open behind. */
  function onLeave({ relatedTarget }: FocusEvent): void {
    if (open && relatedTarget instanceof Node && !root.current?.contains(relatedTarget)) onOpen(false);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to keys that bubble from the buttons inside
    <div className="menu" ref={root} onKeyDown={onKey} onBlur={onLeave}>
      {trigger}
      {open ? <MenuWindow label={label}>{children}</MenuWindow> : null}
    </div>
  );
}

function MenuWindow({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const pop = useRef<HTMLDivElement>(null);
  // Once something was picked the focus goes back to the button, or it would be lost with what had it.
  useLayoutEffect(() => {
    const menu = pop.current;
    return () => {
      if (menu?.contains(document.activeElement)) menu.parentElement?.querySelector("button")?.focus();
    };
  }, []);
  return (
    <div className="menu-pop" role="menu" aria-label={label} ref={pop}>
      {children}
    </div>
  );
}
