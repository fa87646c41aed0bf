import { expect } from "chai";
import { zeroAddress } from "viem";
import type { PlayerName } from "./players.ts";

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

describe("the local players' connector", () => {
  const names = ["localStorage", "sessionStorage", "__PLAZA_SETTINGS__"] as const;
  const before_ = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const give = (name: (typeof names)[number], value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

  before(() => {
    const address = { marketplace: zeroAddress, orders: zeroAddress, credits: zeroAddress };
    const deployment = { ...address, chainId: 31_337, startBlock: "0" };
    give("__PLAZA_SETTINGS__", { deployment, rpcUrl: "http://127.0.0.1:1", graphqlUrl: "", relayerUrl: "" });
    give("localStorage", memory());
  });
  after(() => {
    for (const [name, known] of before_)
      if (known === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, known);
  });

  /** A tab of one browser; what is done in it is done with its own session's storage. */
  async function openTab() {
    const session = memory();
    const { localPlayersConnector } = await import("./localConnector.ts");
    const { localPlayers } = await import("./players.ts");
    give("sessionStorage", session);
    const connector = localPlayersConnector()({ emitter: { emit: () => true } } as never);
    const inTab = <value>(act: () => value): value => {
      give("sessionStorage", session);
      return act();
    };
    const labelOf = (address: string) => localPlayers().find(({ account }) => account.address === address)?.name;
    return {
      play: (name: PlayerName) => inTab(() => connector.play(name)),
      signOut: () => inTab(() => connector.disconnect()),
      isSignedIn: () => inTab(() => connector.isAuthorized()),
      shown: async () => labelOf((await inTab(() => connector.getAccounts()))[0] ?? ""),
      signer: async () => labelOf((await inTab(() => connector.getClient?.()))?.account?.address ?? ""),
    };
  }

  it("signs in each tab as whoever is shown there, though another tab plays somebody else", async () => {
    const first = await openTab();
    expect([await first.shown(), await first.signer()]).to.deep.equal(["alice", "alice"]);
    const second = await openTab();
    second.play("bob");
    expect([await second.shown(), await second.signer()]).to.deep.equal(["bob", "bob"]);
    expect([await first.shown(), await first.signer()]).to.deep.equal(["alice", "alice"]);
  });

  it("begins a new tab as whoever played last, and signs out in one tab only", async () => {
    const first = await openTab();
    first.play("carol");
    const second = await openTab();
    expect(await second.shown()).to.equal("carol");
    await second.signOut();
    expect([await first.isSignedIn(), await second.isSignedIn()]).to.deep.equal([true, false]);
  });
});
