/** Places where a crash would hurt if anything were wrong. Tests stop the relayer at each of them and start it again. */
export const probePoints = [
  "batch-decided",
  "batch-durable",
  "chain-read",
  "chain-durable",
  "winner-picked",
  "settlement-durable",
  "errand-durable",
  "transaction-signed",
  "transaction-durable",
  "transaction-sent",
  "broadcast-durable",
  "mined-durable",
  "final-durable",
] as const;

export type ProbePoint = (typeof probePoints)[number];

/** Called at each point; does nothing, except in tests. */
export type Probe = (point: ProbePoint) => void;

export const noProbe: Probe = () => {};
