import { Socket } from "node:net";
import { expect } from "chai";
import { namesOf } from "../instance.ts";
import { signers } from "../testing/house.ts";
import { PeerLink } from "./peerLink.ts";

describe("a connection to the writer", () => {
  it("is given up where the writer's host has vanished and nothing answers", async () => {
    const leader = { epoch: 1, address: "192.0.2.1:9", token: "ab".repeat(32), keys: namesOf(signers) };
    // Never connected, and never refused.
    const socket = new Socket();
    const link = PeerLink.open(
      leader,
      () => {},
      () => socket,
    );
    socket.emit("timeout");
    const failure = await link.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error).and.to.have.property("message", "Nobody answers at 192.0.2.1:9.");
  });
});
