import { PlazaError } from "./base.ts";

/** A transaction succeeded but did not tell what it should have: another contract stands at the address. */
export class EventNotFoundError extends PlazaError {
  override readonly name = "EventNotFoundError";
  readonly eventName: string;

  constructor({ eventName }: { eventName: string }) {
    super("The transaction did not do what was expected.", {
      code: "event_not_found",
      recovery: "refresh_listings",
      name: "EventNotFoundError",
      metaMessages: [`Event: ${eventName}`, "Is the address really that of Plaza's contract?"],
    });
    this.eventName = eventName;
  }
}
