import { formatUnits, parseUnits } from "viem";

/** Credits have 18 decimals. */
const DECIMALS = 18;
const CENT = 10n ** 16n;

/** "1,250" or "12.50": grouped, at most `digits` decimals, cut (never rounded up) so that nobody sees more than there is. */
export function formatCredits(amount: bigint, digits = 2): string {
  const [whole = "0", fraction = ""] = formatUnits(amount, DECIMALS).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const cut = fraction.slice(0, digits).replace(/0+$/, "");
  if (cut === "" && (whole === "0" || whole === "-0") && amount > 0n)
    return digits === 0 ? "<1" : `<0.${"0".repeat(digits - 1)}1`;
  return cut === "" ? grouped : `${grouped}.${cut.padEnd(2, "0")}`;
}

/** What somebody pays, or lacks: rounded up to two decimals, so that it is never more than he saw. */
export function formatCost(amount: bigint): string {
  return formatCredits(amount < CENT ? amount : upToCents(amount), 18);
}

/** Rounded up to two decimals. */
export function upToCents(amount: bigint): bigint {
  return ((amount + CENT - 1n) / CENT) * CENT;
}

/** All digits, for titles and screen readers. */
export function exactCredits(amount: bigint): string {
  return formatUnits(amount, DECIMALS);
}

/**
 * What a person typed as smallest units; `undefined` where it is no plain positive decimal number. Commas only group thousands: half of the world
 * means twelve and a half by "12,5", and must not bid 125.
 */
export function parseCredits(text: string): bigint | undefined {
  const plain = text.trim();
  if (!/^(\d{1,24}|\d{1,3}(,\d{3}){1,7})(\.\d{1,18})?$/.test(plain)) return undefined;
  return parseUnits(plain.replaceAll(",", ""), DECIMALS);
}

/** "1,204". */
export function formatCount(count: bigint | number): string {
  return count.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
