import { type PlazaActions, type PlazaDeployment, plazaActions, TransactionRevertedError } from "@plaza/sdk";
import {
  type Address,
  createWalletClient,
  defineChain,
  type Hash,
  http,
  type PrivateKeyAccount,
  publicActions,
  type TransactionReceipt,
} from "viem";
import type { Confirmations } from "./confirmations.ts";

/** What a sender fills into each of its transactions. */
interface Fields {
  readonly nonce: number;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  readonly gas?: bigint | undefined;
}

/** One of the SDK's writes, bound to its client and contracts. */
interface Write<P extends object> {
  (parameters: P & Fields): Promise<Hash>;
  estimateGas(parameters: P): Promise<bigint>;
}

/** Sends transactions of one account one after another, without waiting for their blocks in between. */
export interface Sender {
  readonly address: Address;
  /**
   * Submits a transaction after those submitted before, and waits for its receipt.
   *
   * @param pick Picks the action that sends it.
   * @param parameters The action's parameters.
   * @param alike Name of a sort of transactions that take about the same gas, which is estimated for the first of them only.
   * @throws TransactionRevertedError when it was mined and refused; after a failure nothing more is submitted.
   */
  send<P extends object>(
    pick: (plaza: PlazaActions) => Write<P>,
    parameters: P,
    alike?: string,
  ): Promise<TransactionReceipt>;
}

/** Where and to what senders send. */
export interface SenderOptions {
  readonly rpcUrl: string;
  readonly deployment: PlazaDeployment;
  /** Gas of each sort of transactions, as far as it is known; senders share it. */
  readonly gas: Map<string, Promise<bigint>>;
  readonly confirmations: Pick<Confirmations, "receiptOf">;
}

/** Milliseconds for an answer: a chain in the same process answers late while the rest of the house starts. */
const TIMEOUT = 60_000;

/** Of a sort of transactions none takes more than this times the gas of the first. What is not used is not paid. */
const GAS_MARGIN = 2n;

/** So that a fee asked for at the beginning still buys a block after many full ones: the base fee at most doubles in six. */
const FEE_MARGIN = 8n;

function createClient(account: PrivateKeyAccount, { rpcUrl, deployment }: SenderOptions) {
  const chain = defineChain({
    id: deployment.chainId,
    name: `chain ${deployment.chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createWalletClient({
    account,
    chain,
    transport: http(rpcUrl, { timeout: TIMEOUT, batch: true }),
  });
  return client.extend(publicActions).extend(plazaActions(deployment));
}

/** A sender for an account. It alone may send for it while it is in use, since it counts the nonces itself. */
export function createSender(account: PrivateKeyAccount, options: SenderOptions): Sender {
  const client = createClient(account, options);

  async function firstFields(): Promise<Fields> {
    const { address } = account;
    const [nonce, { maxFeePerGas, maxPriorityFeePerGas }] = await Promise.all([
      client.getTransactionCount({ address, blockTag: "pending" }),
      client.estimateFeesPerGas(),
    ]);
    return { nonce, maxFeePerGas: maxFeePerGas * FEE_MARGIN, maxPriorityFeePerGas };
  }

  function gasOf(alike: string, estimate: () => Promise<bigint>): Promise<bigint> {
    const known = options.gas.get(alike) ?? estimate().then((gas) => gas * GAS_MARGIN);
    options.gas.set(alike, known);
    return known;
  }

  let next: Promise<Fields> | undefined;

  return {
    address: account.address,
    async send(pick, parameters, alike) {
      const write = pick(client);
      const fields = next ?? firstFields();
      const submitted = fields.then(async (mine) => {
        const gas = alike === undefined ? undefined : await gasOf(alike, () => write.estimateGas(parameters));
        return { hash: await write({ ...parameters, ...mine, gas }), mine };
      });
      next = submitted.then(({ mine }) => ({ ...mine, nonce: mine.nonce + 1 }));
      // Whoever sends next meets the failure; nobody may.
      next.catch(() => {});
      const { hash } = await submitted;
      const receipt = await options.confirmations.receiptOf(hash);
      if (receipt.status === "reverted") throw new TransactionRevertedError({ receipt });
      return receipt;
    },
  };
}
