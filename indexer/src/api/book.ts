import { createRelayerClient, type GetOrdersParameters, type OfferEntry } from "@plaza/sdk/relayer";
import { BadInputError } from "./errors.ts";

/** How long the relayer may take to answer. */
const TIMEOUT_MS = 1_000;

/** Which offers of the book, and which page of them. */
export type BookQuery = Omit<GetOrdersParameters, "kind">;
export type BookPage = { offers: OfferEntry[]; next: string | null };

/** Reads offers in the relayer's book. */
export type BookReader = (query: BookQuery) => Promise<BookPage>;

/** Why nothing is known of the book. */
export type BookUnavailable = "NOT_CONFIGURED" | "AWAY";
export type Book = (BookPage & { unavailable: null }) | { offers: []; next: null; unavailable: BookUnavailable };

/** What the book's cursors look like; anything else is refused before the relayer is asked. */
const CURSOR = /^\d{1,30}-\d{1,15}$/;

/** Makes a reader of a relayer's book. */
export function createBookReader(url: string): BookReader {
  const relayer = createRelayerClient({ url, timeout: TIMEOUT_MS });
  return async (query) => {
    const { orders, next } = await relayer.getOrders({ kind: "offer", ...query });
    return { offers: orders.filter((order) => order.kind === "offer"), next };
  };
}

/**
 * Asks for offers in the book. That the relayer is away is no failure: the answer says so.
 *
 * @throws BadInputError for a cursor that is none.
 */
export async function readBook(read: BookReader | undefined, query: BookQuery): Promise<Book> {
  if (query.after !== undefined && !CURSOR.test(query.after))
    throw new BadInputError("after", "is not what `next` of an earlier answer said.");
  const none = (unavailable: BookUnavailable): Book => ({ offers: [], next: null, unavailable });
  if (!read) return none("NOT_CONFIGURED");
  const page = await read(query).catch(() => null);
  return page ? { ...page, unavailable: null } : none("AWAY");
}
