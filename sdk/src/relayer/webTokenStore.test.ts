import { expect } from "chai";
import { player } from "../../testing/node.ts";
import { fakeStorage } from "../../testing/storage.ts";
import type { AccountTokens } from "./accountTypes.ts";
import { createAccountClient } from "./createAccountClient.ts";
import { webTokenStore } from "./webTokenStore.ts";

const account = player.address;
const session = { id: "s", account, createdAt: new Date(0), expiresAt: new Date("2100-01-01") };
const tokensOf = (number: number, accessExpiresAt: Date): AccountTokens => ({
  session,
  accessToken: `access-${number}`,
  accessExpiresAt,
  refreshToken: `refresh-${number}`,
});

/** A relayer whose refresh tokens are good once: the second use ends the session, as it does in truth. */
function relayer() {
  let valid = 0;
  let refreshed = 0;
  const fetch = async (url: unknown, init: { body?: unknown; headers?: Record<string, string> } = {}) => {
    if (String(url).endsWith("/refresh")) {
      await new Promise(setImmediate);
      const given = JSON.parse(String(init.body)).refreshToken;
      refreshed += 1;
      if (given !== `refresh-${valid}`) return Response.json({ code: "session_expired" }, { status: 401 });
      valid += 1;
      return Response.json(tokensOf(valid, new Date("2100-01-01")));
    }
    if (String(url).endsWith("/logout")) throw new Error("away");
    expect(init.headers?.authorization).to.equal(`Bearer access-${valid}`);
    return Response.json({ notifications: [], unread: 0 });
  };
  return { fetch: fetch as typeof globalThis.fetch, refreshed: () => refreshed };
}

describe("a session that tabs share", () => {
  /** As many tabs as wanted, each with a client of its own over one storage. */
  function tabs(count: number) {
    const storage = fakeStorage();
    webTokenStore(account, storage).set(tokensOf(0, new Date(0)));
    const { fetch, refreshed } = relayer();
    const open = () =>
      createAccountClient({ url: "http://relayer.test", fetch, store: webTokenStore(account, storage) });
    return { clients: Array.from({ length: count }, open), storage, refreshed };
  }

  it("is renewed by one of them, and the others go on with what it got", async () => {
    const { clients, refreshed } = tabs(5);
    const answers = await Promise.all(clients.map((client) => client.getNotifications()));
    expect(answers).to.have.lengthOf(5);
    expect(refreshed()).to.equal(1);
    expect(clients.every((client) => client.hasSession())).to.equal(true);
  });

  it("ends for all of them, also where the relayer does not answer", async () => {
    const { clients } = tabs(2);
    const [first, second] = clients;
    await first?.getNotifications();
    let told = 0;
    const stop = first?.onSession(() => told++);
    await first?.signOut().catch(() => undefined);
    expect([first?.hasSession(), second?.hasSession(), told]).to.deep.equal([false, false, 1]);
    stop?.();
  });

  it("does not come back where it was signed out, or in anew, while it was renewed", async () => {
    const elsewhere: [string, AccountTokens | undefined][] = [
      ["signed out", undefined],
      ["signed in", tokensOf(7, new Date("2100-01-01"))],
    ];
    for (const [what, kept] of elsewhere) {
      const storage = fakeStorage();
      const store = webTokenStore(account, storage);
      store.set(tokensOf(0, new Date(0)));
      const answering = relayer();
      const fetch: typeof globalThis.fetch = (input, init) => {
        const answer = answering.fetch(input, init);
        // While the answer is on its way, another tab.
        if (String(input).endsWith("/refresh")) webTokenStore(account, storage).set(kept);
        return answer;
      };
      const client = createAccountClient({ url: "http://relayer.test", fetch, store });
      const error: unknown = await client.getNotifications().catch((caught: unknown) => caught);
      expect(error, what).to.include({ name: "RelayerNotSignedInError" });
      expect(store.get()?.refreshToken, what).to.equal(kept?.refreshToken);
    }
  });

  it("is none where something else is kept", () => {
    const storage = fakeStorage();
    for (const text of ["{", "null", "7", "{}"]) {
      storage.setItem(`plaza-session:${account.toLowerCase()}`, text);
      expect(webTokenStore(account, storage).get()).to.equal(undefined);
    }
  });
});
