import { createHmac, timingSafeEqual } from "node:crypto";
import type { PgColumn } from "drizzle-orm/pg-core";
import { BadInputError } from "../errors.ts";
import type { Position, Sort } from "./sort.ts";

const MAC_BYTES = 12;
const MAX_CHARACTERS = 1_000;

/** Turns positions into cursors and back. A cursor is good for the one order that it was made for. */
export type CursorCodec = {
  /** @param order - Names what is paged and in which order, e.g. `listing:PRICE_ASC`. */
  encode(order: string, position: Position): string;
  /**
   * @param field - Where the cursor stood, for the error.
   * @throws BadInputError for anything that {@link CursorCodec.encode} did not make for this order.
   */
  decode(order: string, sort: Sort, cursor: string, field: string): Position;
};

/**
 * @param identity - What all servers of the same data share, such as chain and contract. It is no secret and needs not be
 * one: the check is there so that a damaged, edited or foreign cursor is told from a good one. A forged one could only
 * ask for another page of public data, and its values are checked against the columns all the same.
 */
export function createCursorCodec(identity: string): CursorCodec {
  const macOf = (order: string, payload: Buffer) =>
    createHmac("sha256", `plaza cursor of ${identity}`)
      .update(`${order}\n`)
      .update(payload)
      .digest()
      .subarray(0, MAC_BYTES);

  return {
    encode(order, position) {
      const payload = Buffer.from(JSON.stringify(position, (_, value) => toJson(value)));
      return Buffer.concat([macOf(order, payload), payload]).toString("base64url");
    },

    decode(order, sort, cursor, field) {
      const refuse = () =>
        new BadInputError(
          field,
          "is not a cursor of this connection and sort. Use one that it returned, with the same `sort`.",
        );
      if (cursor.length > MAX_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(cursor)) throw refuse();
      const bytes = Buffer.from(cursor, "base64url");
      const [mac, payload] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
      if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, macOf(order, payload))) throw refuse();
      const values = parse(payload.toString("utf8"));
      if (!Array.isArray(values) || values.length !== sort.length) throw refuse();
      return sort.map(({ column }, index) => {
        const value = fromJson(column, values[index]);
        if (value === undefined) throw refuse();
        return value;
      });
    },
  };
}

function toJson(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value as the column holds it; undefined if the column cannot hold such a value. */
function fromJson(column: PgColumn, value: unknown): unknown {
  if (value === null) return column.notNull ? undefined : null;
  if (column.dataType === "bigint")
    return typeof value === "string" && /^\d{1,78}$/.test(value) ? BigInt(value) : undefined;
  if (column.dataType === "number") return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== "string" || value.includes("\0")) return undefined;
  return column.enumValues === undefined || column.enumValues.includes(value) ? value : undefined;
}
