import { expect } from "chai";
import { getAddress } from "viem";
import { parseDeployment } from "./deployment.ts";
import { ConfigurationError } from "./errors/input.ts";

const address = (digit: string) => `0x${digit.repeat(40)}`;
const addresses: Record<string, unknown> = {
  "Credits#Credits": address("a"),
  "GameItems#GameItems": address("b"),
  "GameResources#GameResources": address("c"),
  "Marketplace#Marketplace": address("d"),
  "Orders#Orders": address("e"),
};

const confirm = (futureId: string, contractAddress: string | undefined, blockNumber: unknown, status = "SUCCESS") => ({
  type: "TRANSACTION_CONFIRM",
  futureId,
  networkInteractionId: 1,
  hash: `0x${"9".repeat(64)}`,
  receipt: { blockHash: `0x${"8".repeat(64)}`, blockNumber, contractAddress, logs: [], status },
});

const lines = [
  { type: "DEPLOYMENT_INITIALIZE", chainId: 31337 },
  { type: "RUN_START" },
  confirm("Credits#Credits", address("a"), 12),
  confirm("GameItems#GameItems", address("b"), 11, "FAILURE"),
  confirm("GameItems#GameItems", address("b"), 14),
  confirm("GameResources#GameResources", address("c"), 13),
  confirm("Marketplace#Marketplace", address("d"), 15),
  confirm("Orders#Orders", address("e"), 16),
  confirm("Credits#Credits.grantRole", undefined, 3),
];
const journalOf = (entries: unknown[]) => entries.map((entry) => `\n${JSON.stringify(entry)}`).join("");
const journal = journalOf(lines);

describe("parseDeployment", () => {
  it("reads addresses and the first block of Ignition's records", () => {
    expect(parseDeployment({ chainId: 31337, addresses, journal })).to.deep.equal({
      chainId: 31337,
      marketplace: getAddress(address("d")),
      orders: getAddress(address("e")),
      credits: getAddress(address("a")),
      gameItems: getAddress(address("b")),
      gameResources: getAddress(address("c")),
      startBlock: 12n,
    });
  });

  it("takes the last of two deployments that one journal tells of", () => {
    const again = [...lines, confirm("Credits#Credits", address("a"), 40)];
    expect(parseDeployment({ chainId: 31337, addresses, journal: journalOf(again) }).startBlock).to.equal(13n);
  });

  const without = (id: string) => Object.fromEntries(Object.entries(addresses).filter(([key]) => key !== id));
  const faults: [string, { chainId?: number; addresses?: unknown; journal?: string }, string][] = [
    ["a chain id of zero", { chainId: 0 }, "chainId"],
    ["addresses that are a list", { addresses: [] }, "deployed_addresses.json"],
    ["addresses that are null", { addresses: null }, "deployed_addresses.json"],
    [
      "a missing Marketplace",
      { addresses: without("Marketplace#Marketplace") },
      "deployed_addresses.json: Marketplace#Marketplace",
    ],
    [
      "an address that is none",
      { addresses: { ...addresses, "Credits#Credits": "0x12" } },
      "deployed_addresses.json: Credits#Credits",
    ],
    ["a journal that is empty", { journal: "" }, "journal.jsonl: chainId"],
    ["a journal of another chain", { chainId: 1 }, "journal.jsonl: chainId"],
    ["a journal that was cut off", { journal: `${journal}\n{"type":` }, "journal.jsonl line 11"],
    ["a journal line that is no object", { journal: `${journal}\n7` }, "journal.jsonl line 11"],
    [
      "a contract that was never confirmed",
      { journal: journalOf(lines.slice(0, 3)) },
      `journal.jsonl: ${getAddress(address("d"))}`,
    ],
    [
      "a block number that is none",
      { journal: journalOf([...lines, confirm("Credits#Credits", address("a"), "12")]) },
      `journal.jsonl: ${getAddress(address("a"))}`,
    ],
  ];
  for (const [name, fault, field] of faults)
    it(`refuses ${name} and names the place`, () => {
      expect(() => parseDeployment({ chainId: 31337, addresses, journal, ...fault }))
        .to.throw(ConfigurationError)
        .that.includes({ field, code: "configuration" });
    });
});
