/** One event of a server-sent event stream. */
export type ServerSentEvent = { event: string; data: string; id: string | undefined; retry: number | undefined };

/** An event larger than this is an attack or a fault, not an auction. */
const MAX_EVENT_LENGTH = 1_000_000;

/**
 * Splits a stream of text into events, as the HTML standard tells. Comments (heartbeats) come out as `undefined`: they say
 * only that the server is alive. It is used instead of `EventSource`, which Node lacks and which hides an error's reason.
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  onActivity: () => void,
): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let buffer = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onActivity();
      buffer += decoder.decode(value, { stream: true });
      const blocks = buffer.split(/\r\n\r\n|\n\n|\r\r/);
      buffer = blocks.pop() ?? "";
      if (buffer.length > MAX_EVENT_LENGTH) throw new RangeError("An event of the stream is too long.");
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    // Whoever stops reading closes the connection, or it would be held until the server ends it.
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(block: string): ServerSentEvent | undefined {
  let event = "message";
  let id: string | undefined;
  let retry: number | undefined;
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d{1,7}$/.test(value)) retry = Number(value);
  }
  return data.length > 0 || id !== undefined || retry !== undefined
    ? { event, data: data.join("\n"), id, retry }
    : undefined;
}
