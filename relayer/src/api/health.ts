import { outage, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { isoTime } from "./wire.ts";

/** Gas money below which the sender will soon stop: about ten settlements at 100 gwei. */
const LOW_BALANCE = 10n ** 17n;

/** Milliseconds that the chain's answers about the sender and the settler are good for: who asks for health often must not have it asked often. */
const ANSWER_MS = 2_000;

/** `GET /health`: 200 while bids are taken, degraded or not; 503 while they are not. */
export function healthRoute(app: App, services: Services): void {
  const signers = kept(ANSWER_MS, () => signersOnChain(services));
  app.get("/health", async (c) => {
    const [database, settlement] = await Promise.all([databaseHealth(services), settlementHealth(services, signers)]);
    const down = outage(services);
    const chain = chainHealth(services);
    const ok = down === undefined && chain.error === null && database.ok && settlement.ok;
    const body = {
      status: ok ? "ok" : "degraded",
      version: services.version,
      reason: down ?? null,
      chain,
      database,
      settlement,
      signatureRecovery: services.curve.name,
    };
    return c.json(body, down === undefined && database.ok ? 200 : 503);
  });
}

function chainHealth({ follower, ledger, domain, clock }: Services) {
  const { heads } = ledger.state.chain;
  return {
    chainId: domain.chainId,
    block: heads?.head.number ?? null,
    blockTime: heads ? isoTime(heads.head.timestamp) : null,
    finalizedBlock: heads?.finalized.number ?? null,
    time: isoTime(clock.now()),
    error: follower.failure ?? null,
  };
}

async function databaseHealth({ database, ledger }: Services) {
  try {
    await database.query("SELECT 1");
    return { ok: true, waiting: ledger.waiting };
  } catch {
    return { ok: false, waiting: ledger.waiting };
  }
}

type SignersOnChain = { balance: bigint; authorized: boolean };

async function settlementHealth({ worker }: Services, signers: () => Promise<SignersOnChain>) {
  const report = worker.report();
  try {
    const { balance, authorized } = await signers();
    return { ok: authorized && balance >= LOW_BALANCE, authorized, balance: balance.toString(), ...report };
  } catch {
    return { ok: false, authorized: null, balance: null, ...report };
  }
}

async function signersOnChain({ chain, sender, settler }: Services): Promise<SignersOnChain> {
  const [balance, authorized] = await Promise.all([chain.balance(sender.address), chain.isSettler(settler.address)]);
  return { balance, authorized };
}

/** Asks once for all who ask within some milliseconds; a failure is forgotten at once. */
function kept<value>(milliseconds: number, ask: () => Promise<value>): () => Promise<value> {
  let last: { at: number; answer: Promise<value> } | undefined;
  return () => {
    if (last && performance.now() - last.at < milliseconds) return last.answer;
    const answer = ask();
    last = { at: performance.now(), answer };
    answer.catch(() => {
      last = undefined;
    });
    return answer;
  };
}
