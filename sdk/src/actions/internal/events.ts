import {
  type Abi,
  type AbiEvent,
  type Address,
  type ContractEventName,
  type GetEventArgs,
  isAddressEqual,
  type Log,
  parseEventLogs,
} from "viem";
import { EventNotFoundError } from "../../errors/event.ts";

/** The values of an event, all present. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = GetEventArgs<
  abi,
  eventName,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>;

/** The same, of one event's ABI. */
export type ArgsOf<event extends AbiEvent> = EventArgs<readonly [event], ContractEventName<readonly [event]>>;

function find<const event extends AbiEvent>(
  event: event,
  logs: readonly Log[],
  emitter: Address | undefined,
): ArgsOf<event>[] {
  const candidates = logs.filter((log) => emitter === undefined || isAddressEqual(log.address, emitter));
  const parsed = parseEventLogs({ abi: [event] as readonly AbiEvent[], logs: candidates });
  return parsed.map(({ args }) => args as unknown as ArgsOf<event>);
}

/** Reads the first of these events; throws when there is none. */
export function oneEvent<const event extends AbiEvent>(event: event) {
  return (logs: readonly Log[], emitter: Address | undefined): ArgsOf<event> => {
    const [first] = find(event, logs, emitter);
    if (first === undefined) throw new EventNotFoundError({ eventName: event.name });
    return first;
  };
}

/** Reads all of these events; throws when there is none. */
export function allEvents<const event extends AbiEvent>(event: event) {
  return (logs: readonly Log[], emitter: Address | undefined): { events: ArgsOf<event>[] } => {
    const events = find(event, logs, emitter);
    if (events.length === 0) throw new EventNotFoundError({ eventName: event.name });
    return { events };
  };
}

/** Reads all of these events; there may be none. */
export function anyEvents<const event extends AbiEvent>(event: event) {
  return (logs: readonly Log[], emitter: Address | undefined): { events: ArgsOf<event>[] } => ({
    events: find(event, logs, emitter),
  });
}

/** Reads the first of these events, if there is one. */
export function maybeEvent<const event extends AbiEvent>(event: event) {
  return (logs: readonly Log[], emitter: Address | undefined): ArgsOf<event> | undefined =>
    find(event, logs, emitter)[0];
}
