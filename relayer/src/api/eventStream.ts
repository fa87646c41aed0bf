/** What the next event of a stream is: its number, which grows, and its text. */
export type Event = { revision: number; bytes: Uint8Array };

export type EventStreamOptions = {
  /** The newest event; undefined while there is none to show. */
  newest: () => Event | undefined;
  /** Called when the subscriber is gone, for whatever reason. */
  closed: () => void;
  /** Cuts the subscriber's connection, who takes nothing. */
  cut: () => void;
  /** Milliseconds without an event after which a sign of life is sent. @default 15_000 */
  heartbeatMs?: number | undefined;
  /** Signs of life, one after the other, that a subscriber may leave untaken. @default 4 */
  patience?: number | undefined;
};

/** A stream of events to one subscriber. */
export type EventStream = {
  readable: ReadableStream<Uint8Array>;
  /** Has the subscriber told what is newest, now or as soon as he takes more. */
  wake(): void;
  end(): void;
};

/** How long to wait before coming back after the connection was lost or cut, in milliseconds. */
const RETRY = 2_000;

const encoder = new TextEncoder();
const HELLO = encoder.encode(`retry: ${RETRY}\n\n`);
const HEARTBEAT = encoder.encode(": heartbeat\n\n");

/** Bytes of an event whose id is its revision. */
export const encodeEvent = (name: string, revision: number, data: unknown): Uint8Array =>
  encoder.encode(`event: ${name}\nid: ${revision}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * Server-sent events of something of which only the newest state counts. One event at most waits for a subscriber: who reads slowly
 * skips states, and who takes nothing for a minute is cut off. He comes back when he can, after the time that the stream's first line tells.
 */
export function eventStream({
  newest,
  closed,
  cut,
  heartbeatMs = 15_000,
  patience = 4,
}: EventStreamOptions): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let told: number | undefined;
  let untaken = 0;
  let isOpen = true;

  const finish = () => {
    if (!isOpen) return false;
    isOpen = false;
    clearInterval(heart);
    closed();
    return true;
  };
  const isReady = () => isOpen && (controller.desiredSize ?? 0) > 0;
  const wake = () => {
    if (!isReady()) return;
    const event = newest();
    if (event === undefined || event.revision === told) return;
    told = event.revision;
    controller.enqueue(event.bytes);
    heart.refresh();
  };
  const beat = () => {
    if (isReady()) {
      controller.enqueue(HEARTBEAT);
      return;
    }
    untaken += 1;
    if (untaken >= patience && finish()) cut();
  };
  const heart = setInterval(beat, heartbeatMs);
  const readable = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      controller.enqueue(HELLO);
    },
    pull() {
      untaken = 0;
      wake();
    },
    cancel() {
      finish();
    },
  });
  return {
    readable,
    wake,
    end() {
      if (finish()) controller.close();
    },
  };
}
