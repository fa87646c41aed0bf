import { ConnectionError, UserRejectedError } from "@plaza/sdk";
import { expect } from "chai";
import { HttpRequestError, UserRejectedRequestError } from "viem";
import { describeTrouble } from "./trouble.ts";

describe("trouble in words", () => {
  it("is calm about what the person declined himself, and claims nothing of what was sent before", () => {
    for (const error of [new UserRejectedError(), new UserRejectedRequestError(new Error("no"))])
      expect(describeTrouble(error)).to.deep.equal({
        ...{ message: "You declined in your wallet.", recovery: "retry", declined: true },
      });
  });

  it("says who does not answer", () => {
    expect(describeTrouble(new ConnectionError({ url: "http://x.test" })).recovery).to.equal("check_connection");
    const away = new HttpRequestError({
      url: "http://x.test",
      details: "fetch failed",
      cause: new Error("fetch failed"),
    });
    expect(describeTrouble(away).message).to.equal("The chain does not answer.");
  });

  it("knows what wagmi says of wallets", () => {
    const named = (name: string) => describeTrouble(Object.assign(new Error("Connector."), { name }));
    expect(named("ConnectorNotConnectedError")).to.include({ recovery: "connect_wallet" });
    expect(named("ConnectorChainMismatchError")).to.include({ recovery: "switch_chain" });
    expect(named("TypeError").message).to.equal("Something went wrong on this page.");
    expect(named("toString").message).to.equal("Something went wrong on this page.");
  });
});
