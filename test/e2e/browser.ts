import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Address } from "viem";
import { findChromium } from "../../scripts/lib/chromium.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** Patience for what takes a block, the indexer and a render. */
export const SOON = 20_000;

/** The funded players of a local Plaza. */
export type PlayerName = "alice" | "bob" | "carol" | "dave" | "erin";

/** One person at one browser, signed in as a funded player. */
export interface Visitor {
  /** Who plays; "none" is signed in as nobody. */
  name: PlayerName | "none";
  page: Page;
  context: BrowserContext;
  /** 390 pixels wide, else 1440. */
  phone: boolean;
  /** What the console complained about. */
  complaints: string[];
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium on this machine; name one in PLAZA_CHROMIUM.");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Opens the page as a player, at a desk or on a phone. */
export async function visit(browser: Browser, url: string, name: PlayerName | "none", phone = false): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    deviceScaleFactor: phone ? 2 : 1,
    isMobile: phone,
    hasTouch: phone,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(SOON);
  await context.addInitScript({ content: `localStorage["plaza.player"] ??= ${JSON.stringify(name)};` });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${name}: ${error.message}`));
  return { name, page, context, phone, complaints };
}

/** A wallet extension in two lines: the chain itself signs for its funded accounts. */
export function walletOf(rpcUrl: string, account: Address): string {
  return `window.ethereum = { on() {}, removeListener() {}, async request({ method, params = [] }) {
    if (method === "eth_requestAccounts" || method === "eth_accounts") return ["${account}"];
    if (method === "wallet_requestPermissions") return [];
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const headers = { "content-type": "application/json" };
    const { result, error } = await (await fetch("${rpcUrl}", { method: "POST", headers, body })).json();
    if (error) throw Object.assign(new Error(error.message), error);
    return result;
  } };`;
}

/** Waits until an element says what it should. */
export async function says(page: Page, testId: string, text: string | RegExp): Promise<void> {
  await page.getByTestId(testId).filter({ hasText: text }).first().waitFor({ timeout: SOON });
}

/** Nothing went wrong where nobody looks. */
export function expectQuiet(...visitors: Visitor[]): void {
  expect(visitors.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
}

/** Nothing is wider than the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const widths = "(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.documentElement)";
  const [content, screen] = await page.evaluate<[number, number]>(widths);
  expect(content, `${page.url()} is wider than its screen`).to.be.at.most(screen);
}

/** Takes a picture for the documents when asked to by PLAZA_SCREENSHOTS=1. JPEG: as PNG each would weigh half a megabyte. */
export async function picture({ page, phone }: Visitor, name: string): Promise<void> {
  if (process.env.PLAZA_SCREENSHOTS !== "1") return;
  mkdirSync(IMAGES, { recursive: true });
  await page.evaluate("scrollTo(0, 0)");
  const path = `${IMAGES}${name}${phone ? "-phone" : ""}.jpg`;
  await page.screenshot({ path, type: "jpeg", quality: 86, animations: "disabled" });
}
