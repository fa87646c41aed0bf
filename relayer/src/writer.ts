import { defaultFinality } from "./config.ts";
import type { Ground } from "./ground.ts";
import type { ChainClock } from "./infra/clock.ts";
import { type OpenWriting, openWriting } from "./instance.ts";
import type { Keyring } from "./keyring.ts";
import { noProbe } from "./probe.ts";
import type { ProcessConfig } from "./process.ts";

/** How the writer's parts are made from a process's settings and keys. */
export function writerOf(ground: Ground, keyring: Keyring, clock: ChainClock, config: ProcessConfig): OpenWriting {
  const { probe = noProbe, finality = defaultFinality(ground.domain.chainId) } = config;
  return (own, tell) =>
    openWriting(
      {
        ...ground,
        ...keyring,
        ...{ database: own, clock, finality, probe },
        settlementSeconds: config.settlementSeconds ?? 600,
        bumpAfterMs: config.bumpAfterMs ?? 30_000,
        resendAfterMs: 5_000,
        wall: Date.now,
        random: Math.random,
      },
      tell,
    );
}
