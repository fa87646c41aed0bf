import {
  cancelExit,
  executeExit,
  requestExit,
  signWithdrawalRequest,
  withdraw,
  withdrawCredit,
} from "@plaza/sdk/actions";
import type { Address } from "viem";
import { relayer } from "../data/clients.ts";
import { chainNow } from "../data/clock.ts";
import { deployment, domain } from "../settings.ts";
import { within } from "./timeout.ts";
import { transaction } from "./transaction.ts";
import type { FlowStep } from "./types.ts";

const { marketplace } = deployment;

/** Asks the relayer to co-sign, then takes the money out: at once, because the relayer vouches that no bid stands on it. */
export function withdrawSteps(account: Address, amount: bigint): FlowStep[] {
  let signed: Awaited<ReturnType<typeof relayer.requestWithdrawal>> | undefined;
  const parameters = () => {
    if (signed === undefined) throw new Error("The withdrawal was not co-signed.");
    const { withdrawal, signature } = signed;
    return { marketplace, withdrawal, settlerSignature: signature };
  };
  return [
    {
      label: "Have the withdrawal co-signed",
      async run({ client }) {
        const issuedAt = BigInt(chainNow());
        const message = { account, amount, recipient: account, issuedAt };
        const signature = await within(
          signWithdrawalRequest(client, { domain, ...message }),
          120_000,
          "Nothing was signed in time.",
        );
        signed = await relayer.requestWithdrawal({ ...message, signature });
        return {};
      },
    },
    transaction({
      label: "Withdraw",
      simulate: (client) => withdraw.simulate(client, parameters()),
      send: (client) => withdraw(client, parameters()),
    }),
  ];
}

export function requestExitStep(amount: bigint): FlowStep {
  const parameters = { marketplace, amount };
  return transaction({
    label: "Start the exit",
    simulate: (client) => requestExit.simulate(client, parameters),
    send: (client) => requestExit(client, parameters),
  });
}

export function cancelExitStep(): FlowStep {
  return transaction({
    label: "Stop the exit",
    simulate: (client) => cancelExit.simulate(client, { marketplace }),
    send: (client) => cancelExit(client, { marketplace }),
  });
}

export function executeExitStep(recipient: Address): FlowStep {
  return transaction({
    label: "Take the Credits out",
    simulate: (client) => executeExit.simulate(client, { marketplace, recipient }),
    send: (client) => executeExit(client, { marketplace, recipient }),
  });
}

export function withdrawCreditStep(recipient: Address): FlowStep {
  return transaction({
    label: "Collect the proceeds",
    simulate: (client) => withdrawCredit.simulate(client, { marketplace, recipient }),
    send: (client) => withdrawCredit(client, { marketplace, recipient }),
  });
}
