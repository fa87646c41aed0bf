import { type ReactNode, useId } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { useDraft } from "../../ui/useDraft.ts";

/** Search by name, as one types. */
export function SearchBox({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string | undefined) => void;
}): ReactNode {
  const id = useId();
  const [draft, setDraft] = useDraft(value, (next) => onChange(next === "" ? undefined : next));
  return (
    <div className="searchbox">
      <label className="visually-hidden" htmlFor={id}>
        Search by name
      </label>
      <Icon name="search" />
      <input
        id={id}
        className="input"
        type="search"
        placeholder="Search swords, saddles, potions"
        maxLength={64}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
    </div>
  );
}
