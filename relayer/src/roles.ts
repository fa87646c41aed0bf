/**
 * What a process is for:
 * - `all`: takes bids and settles
 * - `api`: takes bids for the world and hands them to whoever writes; holds no key that signs or pays
 * - `worker`: holds the keys, writes the log, follows the chain and settles; nobody outside can reach it
 */
export const processRoles = ["all", "api", "worker"] as const;
export type ProcessRole = (typeof processRoles)[number];
