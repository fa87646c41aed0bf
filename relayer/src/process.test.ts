import { expect } from "chai";
import { custom, type Hex, zeroHash } from "viem";
import { SettingError } from "./config.ts";
import { startRelayer } from "./launch.ts";
import { currency, domain, ordersDomain } from "./testing/house.ts";

describe("a relayer whose receipt key the Marketplace does not know", () => {
  it("does not start, and has not been the writer: what it acknowledged would be no right", async () => {
    const asked: string[] = [];
    const transport = custom({
      async request({ method }: { method: string }): Promise<Hex> {
        asked.push(method);
        return method === "eth_chainId" ? "0x7a69" : zeroHash;
      },
    });
    const key = (byte: string) => `0x${byte.repeat(32)}`;
    const started = startRelayer({
      deployment: {
        ...domain,
        ...ordersDomain,
        credits: currency,
        gameItems: currency,
        gameResources: currency,
        startBlock: 0n,
      },
      ...{ transport, data: "memory://", logLevel: "silent" as const },
      keys: { settler: key("b1"), receipt: key("b2"), sender: key("b3") },
    });
    const failure = await started.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(SettingError);
    expect(String(failure)).to.include("is no receipt key of the Marketplace");
    expect(asked, "no writer followed the chain").to.not.include("eth_getBlockByNumber");
  });
});
