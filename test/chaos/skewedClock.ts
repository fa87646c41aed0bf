/** Loaded before a program: its wall clock is off by CHAOS_SKEW_MS. What measures time that goes by is as it was. */
const skew = Number(process.env.CHAOS_SKEW_MS);
const TrueDate = globalThis.Date;
const now = TrueDate.now.bind(TrueDate);

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, parameters: ConstructorParameters<DateConstructor>, newTarget) =>
    Reflect.construct(target, (parameters as unknown[]).length === 0 ? [now() + skew] : parameters, newTarget) as Date,
  get: (target, name, receiver) => (name === "now" ? () => now() + skew : Reflect.get(target, name, receiver)),
});
