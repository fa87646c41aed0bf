import { pause } from "./pause.ts";

/** What a server said last of how much more it takes of one route. */
type Window = { limit: number; remaining: number; resetsAt: number };

/** Keeps a client's requests within what the server says in its `RateLimit` headers. */
export type Pace = {
  /**
   * Sends a request when the server will take it. One that would have to wait longer than `patience` milliseconds is sent at once: what the server
   * then answers says more than silence.
   */
  run(route: string, patience: number, send: () => Promise<Response>, signal?: AbortSignal): Promise<Response>;
};

/** Makes the pace of one client. Routes are counted apart, as servers do. */
export function createPace({ now = Date.now, wait = pause } = {}): Pace {
  const windows = new Map<string, Window>();
  const flying = new Map<string, number>();

  async function turn(route: string, patience: number, signal?: AbortSignal): Promise<void> {
    const began = now();
    for (;;) {
      const window = windows.get(route);
      if (window === undefined) return;
      const left = window.resetsAt - now();
      // A new window, of which nothing is heard yet.
      if (left <= 0) Object.assign(window, { remaining: window.limit, resetsAt: Number.POSITIVE_INFINITY });
      const isFree = window.remaining > 0 || window.resetsAt === Number.POSITIVE_INFINITY;
      if (isFree || now() - began + left > patience || signal?.aborted) {
        window.remaining -= 1;
        return;
      }
      await wait(left, signal);
    }
  }

  function hear(route: string, { status, headers }: Response): void {
    const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
      numberIn(headers, `ratelimit-${name}`),
    );
    // Refused with something left: it was for another's limit, as of the account that a server speaks for.
    if (status === 429 && remaining) return;
    const retryAfter = status === 429 ? numberIn(headers, "retry-after") : undefined;
    const seconds = retryAfter ?? reset;
    if (seconds === undefined || (retryAfter === undefined && remaining === undefined)) return;
    // What is on its way takes from what is left.
    const left = retryAfter === undefined ? (remaining ?? 0) - (flying.get(route) ?? 0) : 0;
    windows.set(route, { limit: limit ?? 1, remaining: left, resetsAt: now() + seconds * 1000 });
  }

  return {
    async run(route, patience, send, signal) {
      await turn(route, patience, signal);
      flying.set(route, (flying.get(route) ?? 0) + 1);
      let response: Response | undefined;
      try {
        response = await send();
        return response;
      } finally {
        flying.set(route, (flying.get(route) ?? 1) - 1);
        if (response) hear(route, response);
      }
    },
  };
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
