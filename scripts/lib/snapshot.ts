/** What a figure may grow by before the check fails, as a share of it. */
export const TOLERANCE = 0.01;

/** EIP-170: bytes that the code of one contract may have. */
export const MAX_CODE_SIZE = 24_576;

export type Figures = Readonly<Record<string, number>>;

/** Gas of each operation and size of each deployed contract's code in bytes. */
export type Snapshot = { gas: Figures; size: Figures };

// What a timestamp's zero bytes make of the price of calldata; the same code measures this much apart from run to run.
const NOISE = 100;

/** What is wrong with the measured figures, a line each: dearer or larger by more than 1 %, unknown, gone, or over EIP-170. */
export function problemsOf(measured: Snapshot, committed: Snapshot): string[] {
  const tooLarge = Object.entries(measured.size)
    .filter(([, size]) => size > MAX_CODE_SIZE)
    .map(([name, size]) => `${name} has ${size} bytes of code; EIP-170 allows ${MAX_CODE_SIZE}`);
  return [
    ...tooLarge,
    ...regressionsOf(measured.gas, committed.gas, "gas"),
    ...regressionsOf(measured.size, committed.size, "bytes"),
  ];
}

/** The snapshot to commit: what is within the noise of a run keeps its old figure, so that an update shows real changes only. */
export function updated(measured: Snapshot, committed: Snapshot): Snapshot {
  const gas = Object.entries(measured.gas).map(([name, figure]) => {
    const before = committed.gas[name];
    return [name, before !== undefined && Math.abs(before - figure) <= NOISE ? before : figure];
  });
  return { gas: Object.fromEntries(gas), size: measured.size };
}

function regressionsOf(measured: Figures, committed: Figures, unit: string): string[] {
  const grown = Object.entries(measured).flatMap(([name, figure]) => {
    const before = committed[name];
    if (before === undefined) return [`${name} is not in the snapshot (${figure} ${unit})`];
    if (figure <= before * (1 + TOLERANCE)) return [];
    return [`${name}: ${before} -> ${figure} ${unit}, ${((figure / before - 1) * 100).toFixed(1)} % more`];
  });
  const gone = Object.keys(committed).filter((name) => !(name in measured));
  return [...grown, ...gone.map((name) => `${name} is in the snapshot, but nothing measures it any more`)];
}
