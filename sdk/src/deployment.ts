import { type Address, getAddress, isAddress, isAddressEqual } from "viem";
import { ConfigurationError } from "./errors/input.ts";

/** Where Plaza's contracts live on one chain. */
export type PlazaDeployment = {
  chainId: number;
  marketplace: Address;
  /** Signed listings and offers. */
  orders: Address;
  credits: Address;
  gameItems: Address;
  gameResources: Address;
  /** Block of the first of these contracts: nothing of interest happened before. */
  startBlock: bigint;
};

/** Ids under which Ignition records the contracts. */
const futures = {
  marketplace: "Marketplace#Marketplace",
  orders: "Orders#Orders",
  credits: "Credits#Credits",
  gameItems: "GameItems#GameItems",
  gameResources: "GameResources#GameResources",
} as const;

const ADDRESSES = "deployed_addresses.json";
const JOURNAL = "journal.jsonl";

type JournalLine = {
  type?: unknown;
  futureId?: unknown;
  chainId?: unknown;
  receipt?: { status?: unknown; contractAddress?: unknown; blockNumber?: unknown };
};

/**
 * Reads Ignition's deployment records, the only source of addresses. It opens no files: give it what is in them.
 *
 * @param parameters.chainId - Chain that the records must be of.
 * @param parameters.addresses - `deployed_addresses.json`, parsed.
 * @param parameters.journal - `journal.jsonl`, as text.
 * @throws ConfigurationError that names the file and the key or line at fault.
 *
 * @example
 * ```ts
 * const deployment = parseDeployment({
 *   chainId: 31337,
 *   addresses: JSON.parse(await readFile(`${folder}/deployed_addresses.json`, "utf8")),
 *   journal: await readFile(`${folder}/journal.jsonl`, "utf8"),
 * });
 * ```
 */
export function parseDeployment({
  chainId,
  addresses,
  journal,
}: {
  chainId: number;
  addresses: unknown;
  journal: string;
}): PlazaDeployment {
  if (!Number.isSafeInteger(chainId) || chainId <= 0)
    throw new ConfigurationError({ field: "chainId", value: chainId, expected: "a positive whole number" });
  if (typeof addresses !== "object" || addresses === null || Array.isArray(addresses))
    throw new ConfigurationError({ field: ADDRESSES, value: addresses, expected: "an object of contract addresses" });

  const record = addresses as Record<string, unknown>;
  const contracts = {
    marketplace: addressOf(record, futures.marketplace),
    orders: addressOf(record, futures.orders),
    credits: addressOf(record, futures.credits),
    gameItems: addressOf(record, futures.gameItems),
    gameResources: addressOf(record, futures.gameResources),
  };
  const lines = parseJournal(journal);
  checkChain(lines, chainId);
  const blocks = Object.values(contracts).map((address) => blockOf(lines, address));
  return { chainId, ...contracts, startBlock: BigInt(Math.min(...blocks)) };
}

function addressOf(record: Record<string, unknown>, future: string): Address {
  const value = record[future];
  if (typeof value !== "string" || !isAddress(value, { strict: false }))
    throw new ConfigurationError({ field: `${ADDRESSES}: ${future}`, value, expected: "a contract's address" });
  return getAddress(value);
}

function parseJournal(journal: string): JournalLine[] {
  return journal.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const field = `${JOURNAL} line ${index + 1}`;
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "object" && value !== null) return [value as JournalLine];
    } catch (cause) {
      throw new ConfigurationError({ field, value: line, expected: "JSON", cause: cause as Error });
    }
    throw new ConfigurationError({ field, value: line, expected: "a JSON object" });
  });
}

function checkChain(lines: JournalLine[], chainId: number): void {
  const recorded = lines.find((line) => line.type === "DEPLOYMENT_INITIALIZE")?.chainId;
  if (recorded !== chainId)
    throw new ConfigurationError({
      field: `${JOURNAL}: chainId`,
      value: recorded ?? "none",
      expected: `a deployment on chain ${chainId}`,
    });
}

function blockOf(lines: JournalLine[], address: Address): number {
  // After a wipe and a new deployment the journal tells of both: the last counts.
  const confirmed = lines.findLast(
    ({ type, receipt }) =>
      type === "TRANSACTION_CONFIRM" &&
      receipt?.status === "SUCCESS" &&
      typeof receipt.contractAddress === "string" &&
      isAddress(receipt.contractAddress, { strict: false }) &&
      isAddressEqual(receipt.contractAddress, address),
  );
  const block = confirmed?.receipt?.blockNumber;
  if (typeof block !== "number" || !Number.isSafeInteger(block) || block < 0)
    throw new ConfigurationError({
      field: `${JOURNAL}: ${address}`,
      value: block ?? "none",
      expected: "a confirmed transaction that deployed this contract",
    });
  return block;
}
