import { createAccountClient, type Notification } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import type { Random } from "../../seed/src/catalogue/random.ts";
import { pick } from "./crowd.ts";
import type { Instance } from "./instance.ts";

/** Who listens: an account that can sign in. */
export type Listener = { address: Address; signMessage(parameters: { message: string }): Promise<Hex> };

export type Heard = { notification: Notification; at: number };

/** Where clients think that the relayer is: their requests go to any instance that runs, as behind a load balancer. */
const FRONT = "http://127.0.0.1:1";

/** The longest pause between two tries to reconnect. */
const RECONNECT_MS = 1_000;

/** People who are signed in and wait for notices, whatever instance they reach. */
export class Listeners {
  readonly heard = new Map<Address, Heard[]>();
  readonly #instances: readonly Instance[];
  readonly #random: Random;
  readonly #stop = new AbortController();

  constructor(instances: readonly Instance[], random: Random) {
    this.#instances = instances;
    this.#random = random;
  }

  /** Signs somebody in and keeps what he hears, with when he heard it. */
  async add({ address, signMessage }: Listener, chainId: number): Promise<void> {
    const client = createAccountClient({ url: FRONT, fetch: (input, init) => this.#fetch(String(input), init) });
    const heard: Heard[] = [];
    this.heard.set(address, heard);
    await client.signIn({
      ...{ account: address, chainId, uri: "http://127.0.0.1/me" },
      signMessage: (message) => signMessage({ message }),
    });
    client.watchNotifications({
      onNotification: (notification) => heard.push({ notification, at: performance.now() }),
      maxDelay: RECONNECT_MS,
      signal: this.#stop.signal,
    });
  }

  close(): void {
    this.#stop.abort();
  }

  #fetch(url: string, init: RequestInit | undefined): Promise<Response> {
    const urls = this.#instances.flatMap((instance) => instance.url ?? []);
    if (urls.length === 0) return Promise.reject(new TypeError("No instance runs."));
    return fetch(url.replace(FRONT, pick(urls, this.#random)), init);
  }
}
