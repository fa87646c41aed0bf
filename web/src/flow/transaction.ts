import { PlazaError } from "@plaza/sdk";
import type { Hash } from "viem";
import type { TraderClient } from "../account/useTrader.ts";
import { publicClient } from "../data/clients.ts";
import { within } from "./timeout.ts";
import type { FlowStep } from "./types.ts";

/** A person may look for the wallet's window for a while. */
const SIGNING_MS = 120_000;
const RECEIPT_MS = 60_000;

interface Transaction {
  label: string;
  needed?: (client: TraderClient) => Promise<boolean>;
  /** Plays it without sending; throws the typed error of whatever would revert. */
  simulate(client: TraderClient): Promise<unknown>;
  send(client: TraderClient): Promise<Hash>;
}

/** One transaction as a step: simulated, sent, and followed into a block. */
export function transaction({ label, needed, simulate, send }: Transaction): FlowStep {
  return {
    label,
    ...(needed === undefined ? {} : { needed }),
    async run({ client, enter }) {
      enter("signing");
      await within(simulate(client), 15_000, "The chain did not answer in time.");
      const hash = await within(send(client), SIGNING_MS, "Nothing was signed in time.");
      enter("sending");
      const receipt = await within(
        publicClient.waitForTransactionReceipt({ hash, timeout: RECEIPT_MS }),
        RECEIPT_MS + 2_000,
        "The transaction was sent but is not in a block yet. Look again in a minute before you repeat it.",
      );
      if (receipt.status === "reverted") {
        // Somebody was faster between the simulation and the block: the same simulation now tells why.
        await simulate(client);
        throw new PlazaError("The chain refused the transaction.", {
          code: "transaction_reverted",
          recovery: "retry",
          retryable: true,
        });
      }
      return { block: receipt.blockNumber };
    },
  };
}
