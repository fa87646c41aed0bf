import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  bidKeyVerifier,
  createRelayerClient,
  getBidKey,
  PlazaError,
  type RelayerClient,
  setBidKeySync,
  signBid,
  verifyBidLog,
} from "@plaza/sdk";
import { expect } from "chai";
import type { Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { runPlaza, serveInstead } from "../helpers/plazaCommand.ts";
import { until } from "../helpers/until.ts";

const { bob } = actors;
const CHALLENGE = 5n;

describe("a game's session that bids without the wallet", () => {
  let house: AuctionHouse;
  let client: RelayerClient;
  let won: Hex;
  const session = privateKeyToAccount(generatePrivateKey());
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    await house.deposit(bob, credits(100));
    client = createRelayerClient({ url: (await house.relayer({ data: "memory://" })).url });
  });
  after(() => house.close());

  it("wins by its key, is settled against the key's cap, and can be checked in the log (MECHANISM.md 10)", async () => {
    const { domain } = house;
    const { marketplace } = domain;
    const wallet = clientOf(house.chain, bob);
    const { id, terms } = await house.auction();
    const place = async (auctionId: Hex, maxAmount: bigint) => {
      const signature = await signBid(clientOf(house.chain, session), {
        ...{ domain, auctionId, maxAmount },
        bidder: bob.address,
      });
      return client.placeBid({ auctionId, bidder: bob.address, maxAmount, signature });
    };
    const codeOf = (placed: Promise<unknown>) =>
      placed.then(
        () => "accepted",
        (error: unknown) => (error instanceof PlazaError ? error.code : String(error)),
      );
    expect(await codeOf(place(id, credits(20)))).to.equal("invalid_signature");
    await setBidKeySync(wallet, { marketplace, key: session.address, cap: credits(30) });
    await until("the relayer knows the key", async () => (await codeOf(place(id, credits(20)))) === "accepted");
    const second = await house.auction();
    expect(await codeOf(place(second.id, credits(11)))).to.equal("bid_key_cap_exceeded");

    // What was signed before outlasts the key's removal; nothing is signed after it.
    await setBidKeySync(wallet, { marketplace, key: session.address, cap: 0n });
    await until("the relayer knows", async () => (await codeOf(place(second.id, credits(10)))) === "invalid_signature");
    await house.moveTo(terms.end + CHALLENGE);
    await until("it is settled", async () => (await client.getAuction(id)).settlement?.state === "final");
    expect(await house.stateOf(id)).to.include({ winner: bob.address, amount: credits(20) });
    expect(await getBidKey(wallet, { marketplace, account: bob.address, key: session.address })).to.include({
      spent: credits(20),
    });

    const bids = await client.getBids(id);
    expect(bids.map(({ key }) => key)).to.deep.equal([session.address.toLowerCase()]);
    const { receiptSigner: signer } = await client.getKeys();
    const log = { domain, auctionId: id, auction: terms, bids, signer };
    const isBidKeySignature = bidKeyVerifier(wallet, { marketplace });
    expect((await verifyBidLog({ ...log, isBidKeySignature })).faults).to.deep.equal([]);
    expect((await verifyBidLog(log)).faults).to.deep.equal([{ sequence: 1n, fault: "bid" }]);
    const stranger = { ...log, bids: bids.map((bid) => ({ ...bid, key: actors.carol.address })) };
    expect((await verifyBidLog({ ...stranger, isBidKeySignature })).faults).to.deep.equal([
      { sequence: 1n, fault: "bid" },
    ]);
    won = id;
  }).timeout(120_000);

  it("can be checked by anybody with `plaza verify-auction`, and a log without the bid does not pass", async () => {
    const receipt = join(await house.folder(), "receipt.json");
    const answer = await fetch(`${client.url}/v1/auctions/${won}/bids`);
    const { bids } = (await answer.json()) as { bids: { receipt: object }[] };
    await writeFile(receipt, JSON.stringify(bids[0]));
    const verify = (relayer: string, ...more: string[]) =>
      runPlaza(["verify-auction", won, "--relayer", relayer, "--rpc", house.chain.rpcUrl, ...more], {
        PLAZA_DEPLOYMENT: house.chain.deploymentFolder,
      });
    const sound = await verify(client.url, "--receipt", receipt);
    expect(sound.output).to.match(/settled for 20 Credits .*as the log says.\nNothing is wrong.\n$/);
    expect(sound.code).to.equal(0);

    const liar = await serveInstead(client.url, (path) => (path.includes("/bids") ? { bids: [] } : undefined));
    try {
      // An empty log hides a bid from those who were not there; who keeps his receipt proves it.
      expect(await verify(liar.url)).to.include({ code: 0 });
      const { code, output } = await verify(liar.url, "--receipt", receipt, "--json");
      expect(JSON.parse(output)).to.deep.include({ bids: 0, faults: [{ sequence: "1", fault: "fork" }] });
      expect(code).to.equal(1);
    } finally {
      await liar.close();
    }
    // A stranger's key is none of the chain's.
    expect(await verify(client.url, "--signer", actors.carol.address)).to.include({ code: 1 });
  }).timeout(120_000);
});
