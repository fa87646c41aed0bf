import {
  type Abi,
  type Address,
  type ContractEventName,
  type GetEventArgs,
  isAddressEqual,
  type Log,
  parseEventLogs,
} from "viem";
import { EventNotFoundError } from "../../errors/transaction.ts";

/** The values of an event, all present. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = GetEventArgs<
  abi,
  eventName,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>;

function find<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventName: eventName,
  logs: readonly Log[],
  emitter: Address | undefined,
): EventArgs<abi, eventName>[] {
  const candidates = logs.filter((log) => emitter === undefined || isAddressEqual(log.address, emitter));
  const parsed = parseEventLogs({ abi: abi as Abi, eventName: eventName as string, logs: candidates });
  return parsed.map(({ args }) => args as unknown as EventArgs<abi, eventName>);
}

/** Reads the first event of a name; throws when there is none. */
export function oneEvent<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventName: eventName,
) {
  return (logs: readonly Log[], emitter: Address | undefined): EventArgs<abi, eventName> => {
    const [event] = find(abi, eventName, logs, emitter);
    if (event === undefined) throw new EventNotFoundError({ eventName });
    return event;
  };
}

/** Reads all events of a name; throws when there is none. */
export function allEvents<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventName: eventName,
) {
  return (logs: readonly Log[], emitter: Address | undefined): { events: EventArgs<abi, eventName>[] } => {
    const events = find(abi, eventName, logs, emitter);
    if (events.length === 0) throw new EventNotFoundError({ eventName });
    return { events };
  };
}

/** Reads all events of a name; there may be none. */
export function anyEvents<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventName: eventName,
) {
  return (logs: readonly Log[], emitter: Address | undefined): { events: EventArgs<abi, eventName>[] } => ({
    events: find(abi, eventName, logs, emitter),
  });
}

/** Reads the first event of a name, if there is one. */
export function maybeEvent<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventName: eventName,
) {
  return (logs: readonly Log[], emitter: Address | undefined): EventArgs<abi, eventName> | undefined =>
    find(abi, eventName, logs, emitter)[0];
}
