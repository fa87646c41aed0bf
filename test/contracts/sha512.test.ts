import { createHash } from "node:crypto";
import { expect } from "chai";
import { sample, uint8Array } from "fast-check";
import { network } from "hardhat";
import { bytesToHex, type Hex, parseAbi, stringToHex } from "viem";

const abi = parseAbi(["function hash(bytes message) pure returns (bytes)"]);

const sha512 = (message: Uint8Array): Hex => bytesToHex(createHash("sha512").update(message).digest());

describe("Sha512", () => {
  let hash: (message: Hex) => Promise<Hex>;

  before(async () => {
    const { viem } = await network.create();
    const { address } = await viem.deployContract("Sha512Harness");
    const client = await viem.getPublicClient();
    hash = (message) => client.readContract({ address, abi, functionName: "hash", args: [message] });
  });

  it("answers the examples of FIPS 180-4", async () => {
    const examples: Record<string, Hex> = {
      "": "0xcf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
      abc: "0xddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu:
        "0x8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
    };
    for (const [message, digest] of Object.entries(examples)) {
      expect(await hash(stringToHex(message)), message).to.equal(digest);
    }
  });

  it("agrees with node:crypto on messages of every length up to 300 bytes", async () => {
    const messages = Array.from({ length: 301 }, (_, length) => Uint8Array.from({ length }, (_, i) => i * 7 + length));
    for (const message of messages) {
      expect(await hash(bytesToHex(message)), `${message.length} bytes`).to.equal(sha512(message));
    }
  });

  it("agrees with node:crypto on random messages", async () => {
    for (const message of sample(uint8Array({ maxLength: 600 }), 50)) {
      expect(await hash(bytesToHex(message))).to.equal(sha512(message));
    }
  });
});
