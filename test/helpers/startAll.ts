type Running = { close(): Promise<void> };

/** Starts several at once. Where one fails the others are closed, and its error is thrown. */
export async function startAll<Started extends [Running, ...Running[]]>(
  starts: {
    [key in keyof Started]: Promise<Started[key]>;
  },
): Promise<Started> {
  const settled = await Promise.allSettled<Running>(starts);
  const failed = settled.find((one) => one.status === "rejected");
  const started = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (!failed) return started as Started;
  await Promise.all(started.map((running) => running.close()));
  throw failed.reason;
}
