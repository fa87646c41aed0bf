import type { Address } from "viem";
import { isLocal } from "./config.ts";
import { Breakers } from "./infra/breaker.ts";
import { connectChain } from "./infra/chain/chain.ts";
import { rpcTransport } from "./infra/chain/transport.ts";
import { openDatabase } from "./infra/database/database.ts";
import { claimDatabase } from "./infra/database/identity.ts";
import { migrate } from "./infra/database/migrate.ts";
import { createLogger } from "./infra/logger.ts";
import { loadCurve } from "./infra/signatures.ts";
import type { ProcessConfig } from "./process.ts";
import type { Services } from "./services.ts";

/** What every process of the relayer stands on. */
export type Ground = Pick<
  Services,
  "log" | "chain" | "times" | "database" | "domain" | "ordersDomain" | "currency" | "breakers" | "curve"
> & {
  startBlock: number;
  /** Upper bits of the settler nonces that this database hands out. */
  nonceEpoch: bigint;
};

/** Chains of one machine are restarted by hand, and are back in a moment. */
const LOCAL_RESET_MS = 1_000;

/** Reaches the chain and opens the database: its schema is brought up to date, and it is this Marketplace's. */
export async function openGround(config: ProcessConfig): Promise<Ground> {
  const log = createLogger(config.logLevel ?? "info");
  const { chainId, marketplace, orders, credits, startBlock } = config.deployment;
  const domain = { chainId, marketplace };
  const ordersDomain = { chainId, orders };
  const currency = credits.toLowerCase() as Address;
  const breakers = new Breakers({ ...(isLocal(chainId) && { resetMs: LOCAL_RESET_MS }), ...config.breaker });
  const chain = await connectChain({
    ...{ ...domain, orders, credits },
    transport: config.transport ?? rpcTransport(config.rpcUrl, { breakers }),
    strangers: config.transport ?? rpcTransport(config.rpcUrl, { breakers, name: "rpc for strangers' contracts" }),
  });
  const times = await chain.times();
  const curve = await loadCurve();
  log.info({ signatureRecovery: curve.name }, "curve loaded");
  const database = await openDatabase(config.data, {
    connections: config.databaseConnections,
    onIdleError: (error) => log.warn({ err: error }, "a connection to the database broke"),
  });
  try {
    const migrations = await migrate(database);
    if (migrations.length > 0) log.info({ migrations }, "schema brought up to date");
    const nonceEpoch = await claimDatabase(database, { ...domain, marketplace: marketplace.toLowerCase() });
    return {
      ...{ log, breakers, chain, times, curve, database, domain, ordersDomain, currency, nonceEpoch },
      startBlock: Number(startBlock),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
