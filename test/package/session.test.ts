import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { installPackedSdk, type Project } from "../helpers/packedSdk.ts";

const account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const RENEWALS = 12;

/** In a tab: `race` asks again and again for what needs a session, whose tokens are over each time. */
const tab = `
import { createAccountClient, webTokenStore } from "@plaza/sdk/relayer";
const accounts = createAccountClient({ url: location.origin, store: webTokenStore("${account}") });
globalThis.race = async () => {
  for (let i = 0; i < ${RENEWALS}; i++) await accounts.getNotifications();
  return accounts.hasSession();
};`;

const tokensOf = (number: number) => ({
  session: { id: "s", account, createdAt: new Date(0).toISOString(), expiresAt: "2100-01-01T00:00:00.000Z" },
  accessToken: `access-${number}`,
  accessExpiresAt: new Date(0).toISOString(),
  refreshToken: `refresh-${number}`,
});

describe("a session that tabs of Chromium share", function () {
  this.timeout(120_000);
  let project: Project;
  let browser: Browser;
  let server: Server;
  let url: string;
  /** The refresh tokens that were brought, in their order; each is good once. */
  const brought: string[] = [];

  before(async () => {
    server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      const answer = (status: number, body: object) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      if (request.url === "/v1/sessions/refresh") {
        const isGood = JSON.parse(text).refreshToken === `refresh-${brought.length}`;
        brought.push(JSON.parse(text).refreshToken);
        if (isGood) answer(200, tokensOf(brought.length));
        else answer(401, { status: 401, code: "refresh_token_reused" });
      } else if (request.url === "/v1/notifications") answer(200, { notifications: [], unread: 0 });
      else response.writeHead(200, { "content-type": "text/html" }).end("<title>A page</title>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    [project, browser] = await Promise.all([installPackedSdk(["viem"]), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    server?.close();
    await project?.close();
  });

  it("is renewed by one tab at a time, and no refresh token is brought twice", async () => {
    const { outputFiles } = await build({
      stdin: { contents: tab, resolveDir: project.folder },
      ...{ bundle: true, format: "iife", platform: "browser", write: false, logLevel: "silent" },
    });
    const context = await browser.newContext();
    const pages = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
    await pages[0]?.goto(url);
    const kept = [`plaza-session:${account.toLowerCase()}`, JSON.stringify(tokensOf(0))];
    await pages[0]?.evaluate(`localStorage.setItem(...${JSON.stringify(kept)})`);
    for (const page of pages) {
      await page.goto(url);
      await page.addScriptTag({ content: outputFiles[0]?.text });
    }
    const stillSignedIn = await Promise.all(pages.map((page) => page.evaluate("race()")));
    expect(stillSignedIn).to.deep.equal([true, true, true]);
    expect(brought).to.deep.equal(brought.map((_, i) => `refresh-${i}`));
    // Each tab renews, or goes on with what another has renewed: the tokens are over each time.
    expect(brought).to.have.length.within(RENEWALS, 3 * RENEWALS);
    await context.close();
  });
});
