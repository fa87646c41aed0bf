import { type ReactNode, useId } from "react";
import { Glyph } from "./Glyph.tsx";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Said small beside the label. */
  hint?: string;
  /** Below the input, in plain words. */
  note?: ReactNode;
  /** What is wrong with what was typed; read out when it appears. */
  problem?: string | undefined;
  placeholder?: string;
  inputMode?: "text" | "decimal" | "numeric";
  /** Shows a coin: the value is an amount of Credits. */
  money?: boolean;
}

/** A labelled text input with its note and its problem. */
export function Field(props: FieldProps): ReactNode {
  const { label, value, onChange, hint, note, problem, placeholder, inputMode, money = false } = props;
  const id = useId();
  const input = (
    <input
      id={id}
      className="input"
      value={value}
      placeholder={placeholder}
      inputMode={inputMode ?? (money ? "decimal" : "text")}
      autoComplete="off"
      spellCheck={false}
      aria-invalid={problem !== undefined}
      aria-describedby={`${id}-note`}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {hint === undefined ? null : <small>{hint}</small>}
      </label>
      {money ? (
        <div className="input-money">
          <Glyph name="coin" />
          {input}
        </div>
      ) : (
        input
      )}
      <div id={`${id}-note`} aria-live="polite">
        {problem === undefined ? null : <p className="field-bad">{problem}</p>}
        {problem === undefined && note !== undefined ? <p className="field-note">{note}</p> : null}
      </div>
    </div>
  );
}

/** How many of a stack: buttons, and typing. */
export function QuantityField({
  label,
  value,
  maximum,
  onChange,
}: {
  label: string;
  value: bigint;
  maximum: bigint;
  onChange: (value: bigint) => void;
}): ReactNode {
  const id = useId();
  const clamp = (wanted: bigint) => onChange(wanted < 1n ? 1n : wanted > maximum ? maximum : wanted);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        <small>{maximum.toLocaleString("en")} available</small>
      </label>
      <div className="stepper">
        <button type="button" aria-label="One less" disabled={value <= 1n} onClick={() => clamp(value - 1n)}>
          −
        </button>
        <input
          id={id}
          inputMode="numeric"
          value={value.toString()}
          // What is typed takes the place of what was there, which cannot be empty.
          onFocus={(event) => event.target.select()}
          onChange={(event) => clamp(BigInt(event.target.value.replace(/\D/g, "").slice(0, 20) || "1"))}
        />
        <button type="button" aria-label="One more" disabled={value >= maximum} onClick={() => clamp(value + 1n)}>
          +
        </button>
      </div>
    </div>
  );
}

/** A labelled choice among a few. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
  hideLabel?: boolean;
}): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label className={hideLabel ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => {
          const picked = options.find(([option]) => option === event.target.value);
          if (picked !== undefined) onChange(picked[0]);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
