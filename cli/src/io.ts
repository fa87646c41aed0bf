/** What the program has of the world. */
export type Io = {
  /** Answers. */
  out: (text: string) => void;
  /** Progress and what went wrong. */
  err: (text: string) => void;
  environment: Readonly<Record<string, string | undefined>>;
  /** Ends what goes on until somebody ends it. */
  signal: AbortSignal;
};

/** What the process ends with. */
export const exitCodes = {
  ok: 0,
  /** It was looked into, and something is wrong. */
  wrong: 1,
  /** The command was not understood. */
  usage: 2,
  /** It could not be found out: a server or the chain refused or did not answer. */
  failed: 3,
  /** Somebody ended it before it was done, as shells say it: 128 and the signal's number. */
  interrupted: 130,
} as const;

/** Ends the command with a code, everything being said. */
export class Ended extends Error {
  override readonly name = "Ended";
  readonly code: number;

  constructor(code: number) {
    super(`ended with ${code}`);
    this.code = code;
  }
}
