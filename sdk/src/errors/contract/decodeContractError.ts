import { decodeErrorResult, type Hex, isHex } from "viem";
import { plazaErrorsAbi } from "../../abi/index.ts";
import { causesOf, isNamed } from "../walk.ts";
import { ContractError, type ContractErrorName } from "./base.ts";
import { contractErrors, type KnownContractError } from "./contractErrors.ts";
import { ContractRevertError } from "./revert.ts";

/** Of JSON-RPC. */
const INTERNAL_ERROR = -32_603;

const revertErrors = /* @__PURE__ */ new Set([
  "ContractFunctionRevertedError",
  "ExecutionRevertedError",
  "RawContractError",
]);

/**
 * Finds out what a contract refused with. It takes whatever viem threw, or the data itself.
 *
 * It knows every custom error of Plaza's contracts, whichever of them was called: a purchase can fail with an error of Credits.
 *
 * @returns The typed error; `undefined` when no contract refused anything.
 *
 * @example
 * ```ts
 * const error = decodeContractError(caught);
 * if (error instanceof ListingNotActiveError) console.log(error.args.listingId);
 * ```
 */
export function decodeContractError(error: unknown): KnownContractError | ContractRevertError | undefined {
  const cause = error instanceof Error ? error : undefined;
  for (const candidate of causesOf(error))
    if (candidate instanceof ContractError || candidate instanceof ContractRevertError)
      return candidate as KnownContractError | ContractRevertError;

  let reverted = false;
  for (const candidate of causesOf(error)) {
    const data = revertData(candidate);
    if (data !== undefined) return decodeData(data, cause);
    if (isUnsaid(candidate)) return undefined;
    reverted ||= isNamed(candidate, revertErrors);
  }
  return reverted ? new ContractRevertError({ data: "0x", reason: reasonOf(error), cause }) : undefined;
}

/**
 * Whether a node or wallet says that it failed, and not of what: viem takes any internal error for a revert, and this one may have come after
 * the transaction was sent.
 */
function isUnsaid(candidate: unknown): boolean {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { code, message, data } = candidate as { code?: unknown; message?: unknown; data?: { message?: unknown } };
  return code === INTERNAL_ERROR && !/revert/i.test(`${message} ${data?.message}`);
}

/** viem keeps the data as `raw`; nodes and wallets answer it as `data`, or nested in it. A function's selector is 4 bytes. */
function revertData(candidate: unknown): Hex | undefined {
  if (isData(candidate)) return candidate;
  if (typeof candidate !== "object" || candidate === null) return undefined;
  const { raw, data } = candidate as { raw?: unknown; data?: unknown };
  if (isData(raw)) return raw;
  if (isData(data)) return data;
  if (typeof data !== "object" || data === null) return undefined;
  const nested = data as { data?: unknown; originalError?: { data?: unknown } };
  if (isData(nested.data)) return nested.data;
  return isData(nested.originalError?.data) ? nested.originalError.data : undefined;
}

function isData(value: unknown): value is Hex {
  return isHex(value) && value.length >= 10;
}

function decodeData(data: Hex, cause: Error | undefined): KnownContractError | ContractRevertError {
  let decoded: { errorName: string; abiItem: { inputs?: readonly { name?: string }[] }; args?: readonly unknown[] };
  try {
    decoded = decodeErrorResult({ abi: plazaErrorsAbi, data }) as typeof decoded;
  } catch {
    return new ContractRevertError({ data, cause });
  }
  const { errorName, abiItem, args = [] } = decoded;
  if (errorName === "Error") return new ContractRevertError({ data, reason: String(args[0]), cause });
  if (errorName === "Panic") return new ContractRevertError({ data, reason: `Panic(${args[0]})`, cause });
  const named = Object.fromEntries(
    (abiItem.inputs ?? []).map(({ name }, index) => [name ?? String(index), args[index]]),
  );
  const Known = contractErrors[errorName as ContractErrorName];
  // The name chose the class and the ABI gave the values: they fit, which the type checker cannot follow.
  return new Known(named as never, { cause }) as KnownContractError;
}

function reasonOf(error: unknown): string | undefined {
  for (const candidate of causesOf(error))
    if (
      typeof candidate === "object" &&
      candidate !== null &&
      "reason" in candidate &&
      typeof candidate.reason === "string"
    )
      return candidate.reason;
  return undefined;
}
