import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { marketplace, marketplaceThatKnows } from "../../testing/marketplace.ts";
import { player } from "../../testing/node.ts";
import { rejection } from "../../testing/rejection.ts";
import { id, seller } from "../../testing/relayer.ts";
import { CosignatureMismatchError, UnknownRelayerKeyError } from "../errors/trust.ts";
import { cancellationHash, withdrawalHash } from "../rules/hashes.ts";
import { ed25519Signer, signatureOf } from "../rules/signers.ts";
import { verifyCosignature } from "./verifyCosignature.ts";

const domain = { chainId: 31337, marketplace };
const settler = privateKeyToAccount(`0x${"22".repeat(32)}`);
const withdrawal = {
  account: player.address,
  amount: 4n,
  recipient: seller,
  nonce: 7n,
  deadline: 1893456600n,
} as const;
const cancellation = { auctionId: id, deadline: 1893456600n };

describe("verifyCosignature", () => {
  const client = marketplaceThatKnows({ settlers: [settler.address] });

  it("names the settler that signed a withdrawal or a cancel", async () => {
    const signature = await settler.sign({ hash: withdrawalHash(domain, withdrawal) });
    expect(await verifyCosignature(client, { domain, withdrawal, signature })).to.equal(settler.address);
    const consent = await settler.sign({ hash: cancellationHash(domain, cancellation) });
    expect(await verifyCosignature(client, { domain, cancellation, signature: consent })).to.equal(settler.address);
  });

  it("refuses what somebody signed whom the Marketplace does not know, and names him", async () => {
    const signature = await player.sign({ hash: withdrawalHash(domain, withdrawal) });
    const error = await rejection(verifyCosignature(client, { domain, withdrawal, signature }), UnknownRelayerKeyError);
    expect(error).to.include({ role: "settler", key: player.address });
  });

  it("refuses a settler's signature over other terms, or another Marketplace's", async () => {
    const signature = await settler.sign({ hash: withdrawalHash(domain, withdrawal) });
    const dearer = { ...withdrawal, amount: 5n };
    const elsewhere = { ...domain, chainId: 1 };
    for (const other of [
      { domain, withdrawal: dearer },
      { domain: elsewhere, withdrawal },
    ])
      await rejection(verifyCosignature(client, { ...other, signature }), UnknownRelayerKeyError);
    await rejection(
      verifyCosignature(client, { domain, withdrawal, signature: `${signature}00` }),
      CosignatureMismatchError,
    );
  });

  it("asks about the key that a signature of another kind names", async () => {
    const key = ed25519Signer(seller, `0x${"33".repeat(32)}`);
    const signature = signatureOf(key, `0x${"44".repeat(64)}`);
    const knowing = marketplaceThatKnows({ settlers: [key] });
    expect(await verifyCosignature(knowing, { domain, withdrawal, signature })).to.equal(key.toLowerCase());
    const error = await rejection(verifyCosignature(client, { domain, withdrawal, signature }), UnknownRelayerKeyError);
    expect(error.key).to.equal(key.toLowerCase());
  });
});
