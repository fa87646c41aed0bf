import type { Hex } from "viem";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Job } from "../ledger/ledger.ts";
import type { Change } from "../ledger/replica.ts";

/** What a reader asks of the writer. */
export type Request = { id: number } & (
  | { ask: "submit"; job: Job }
  | { ask: "sync" }
  | { ask: "settle"; auctionId: Hex }
);

/** What the writer says: an answer to one, or news to all. */
export type Message = { id: number; value: unknown } | { id: number; refusal: PlainRefusal } | { news: Change };

type PlainRefusal = {
  code: RefusalCode;
  detail: string;
  field: string | undefined;
  values: Readonly<Record<string, bigint | string>>;
};

/** An error as the other side may know it: what is not a refusal is the writer's own affair. */
export function toPlain(error: unknown): PlainRefusal {
  if (error instanceof Refusal) {
    const { code, message, field, values } = error;
    return { code, detail: message, field, values };
  }
  return { code: "temporarily_unavailable", detail: "The writer could not do it.", field: undefined, values: {} };
}

export function toRefusal({ code, detail, field, values }: PlainRefusal): Refusal {
  return new Refusal(code, detail, { field, values: { ...values } });
}
