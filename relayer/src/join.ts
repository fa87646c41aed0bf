import type { Hex } from "viem";
import type { HotBook } from "./cluster/hotBook/hotBook.ts";
import { Member } from "./cluster/member.ts";
import type { Ground } from "./ground.ts";
import type { ChainClock } from "./infra/clock.ts";
import { isPostgresUrl } from "./infra/database/postgres.ts";
import { type Instance, namesOf, type OpenWriting, startAlone } from "./instance.ts";
import type { Keyring } from "./keyring.ts";
import type { ProcessConfig } from "./process.ts";
import { writerOf } from "./writer.ts";

export type JoinOptions = {
  config: ProcessConfig;
  ground: Ground;
  /** What this process writes with; undefined where it only hands on. */
  keyring: Keyring | undefined;
  clock: ChainClock;
  onChange: (auctions: Set<Hex>) => void;
  hotBook?: HotBook | undefined;
  /** Changes how the writer's parts are made. */
  alter?: (open: OpenWriting) => OpenWriting;
};

/** Opens the bid log: alone in a folder, with other instances over a server. */
export function joinInstance({
  config,
  ground,
  keyring,
  clock,
  onChange,
  hotBook,
  alter,
}: JoinOptions): Promise<Instance> {
  const { database, log } = ground;
  const { pollMs = 250, peerHost = "127.0.0.1" } = config;
  const open = keyring && writerOf(ground, keyring, clock, config);
  const candidate = keyring && open && { host: peerHost, open: alter ? alter(open) : open, keys: namesOf(keyring) };
  if (candidate && !isPostgresUrl(config.data))
    return startAlone(database, candidate.open, { keys: candidate.keys, pollMs, onChange });
  return Member.join({
    ...{ url: config.data, database, onChange, pollMs, log, candidate, hotBook },
    onHeads: ({ head }, isRewound) => clock.observe(head, isRewound),
    onNow: (now) => clock.follow(now),
  });
}
