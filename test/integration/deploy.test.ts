import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReceiptKey, isSettler, parseDeployment } from "@plaza/sdk";
import { expect } from "chai";
import { network } from "hardhat";
import { createPublicClient, http } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { root } from "../../scripts/lib/root.ts";
import { credits } from "../helpers/auctionHouse.ts";
import { timeOf } from "../helpers/chain.ts";

const CHAIN_ID = 4_242;

/** Where Ignition keeps records of that chain: in the repository, and nowhere else. */
const record = join(root, "ignition", "deployments", `chain-${CHAIN_ID}`);

describe("a studio that deploys to a chain elsewhere", function () {
  this.timeout(240_000);
  const ends: (() => Promise<unknown>)[] = [() => rm(record, { recursive: true, force: true })];

  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  it("does so by the guide's command and parameters, with a key from the environment", async () => {
    const server = await network.createServer({ network: "default", override: { chainId: CHAIN_ID } }, "127.0.0.1", 0);
    ends.push(() => server.close());
    const rpcUrl = `http://127.0.0.1:${(await server.listen()).port}`;
    const [deployer, settler, receiptKey, treasury] = Array.from({ length: 4 }, generatePrivateKey);
    const addressOf = (key: typeof deployer) => privateKeyToAddress(key as `0x${string}`);
    await timeOf({ rpcUrl }).setBalance({ address: addressOf(deployer), value: credits(1_000) });

    const guide = await readFile(join(root, "docs", "guides", "studio.md"), "utf8");
    const parameters = guide.match(/^```json\n([\s\S]*?)^```$/m)?.[1] ?? "";
    const command = guide.match(/^npx hardhat (ignition deploy .*)$/m)?.[1]?.split(" ") ?? [];
    const values = { treasury, settler, receiptKey };
    const filled = Object.entries(values).reduce(
      (text, [name, key]) => text.replaceAll(`"${name}": "0x…"`, `"${name}": "${addressOf(key)}"`),
      parameters,
    );
    const folder = await mkdtemp(join(tmpdir(), "plaza-studio-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, "studio.json"), filled);

    const { code, output } = await hardhat(
      command.map((word) => (word === "studio.json" ? join(folder, word) : word)),
      { PLAZA_RPC_URL: rpcUrl, PLAZA_DEPLOYER_KEY: deployer as string },
    );
    expect(code, output).to.equal(0);

    const { marketplace } = parseDeployment({
      chainId: CHAIN_ID,
      addresses: JSON.parse(await readFile(join(record, "deployed_addresses.json"), "utf8")),
      journal: await readFile(join(record, "journal.jsonl"), "utf8"),
    });
    const client = createPublicClient({ transport: http(rpcUrl) });
    expect(await isSettler(client, { marketplace, signer: addressOf(settler) })).to.equal(true);
    expect(await isReceiptKey(client, { marketplace, signer: addressOf(receiptKey) })).to.equal(true);
  });
});

async function hardhat(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const child = spawn("hardhat", args, {
    cwd: root,
    env: { ...process.env, ...env, HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: "false" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  const [code] = (await once(child, "close")) as [number];
  return { code, output };
}
