import { expect } from "chai";
import { type Address, encodeErrorResult } from "viem";
import { fakeNode, refusing } from "../../../testing/node.ts";
import { rejection } from "../../../testing/rejection.ts";
import { marketplaceAbi } from "../../abi/index.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import { PlazaError } from "../../errors/base.ts";
import { NoCreditError } from "../../errors/contract/index.ts";
import { NonceConflictError, UserRejectedError } from "../../errors/wallet.ts";
import { memoryFlowStore } from "../store.ts";
import { unfinishedFlows } from "../unfinishedFlows.ts";
import { withdrawCreditFlow } from "../withdrawCreditFlow.ts";
import { loadPlan, savePlan } from "./plan.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const deployment = { chainId: 31_337, marketplace } as PlazaDeployment;
const noCredit = encodeErrorResult({ abi: marketplaceAbi, errorName: "NoCredit", args: [marketplace] });

/** A node that fails to take what is sent, and from then on answers calls otherwise. */
async function sending(fails: () => never, later?: () => never) {
  let sent = false;
  const { client } = fakeNode({
    eth_call: () => (sent && later ? later() : `0x${"0".repeat(63)}5`),
    eth_sendRawTransaction: () => {
      sent = true;
      return fails();
    },
  });
  const store = memoryFlowStore();
  const flow = await withdrawCreditFlow({ client, deployment, store }, {});
  const error = await rejection(flow.run(), PlazaError);
  const [unfinished] = await unfinishedFlows(store);
  return { error, asked: unfinished?.asked, isGone: await flow.discard() };
}

const saying =
  (message: string, code = -32_000) =>
  (): never => {
    throw Object.assign(new Error(message), { code });
  };

describe("a transaction that a flow sends", () => {
  it("may be on its way where a node knows it already", async () => {
    const { error, asked, isGone } = await sending(saying("already known"));
    expect(error).to.be.instanceOf(NonceConflictError);
    expect([asked, isGone]).to.deep.equal([true, false]);
  });

  it("may be on its way where nobody says that it is not, whatever the chain says of another", async () => {
    // It was mined: the credit is gone, and another call would be refused.
    const { error, asked, isGone } = await sending(saying("Internal error", -32_603), refusing(noCredit));
    expect(error).to.be.instanceOf(NoCreditError);
    expect([asked, isGone]).to.deep.equal([true, false]);
  });

  it("is none where the wallet or the contract refused it", async () => {
    for (const [fails, expected] of [
      [saying("User rejected the request.", 4001), UserRejectedError],
      [refusing(noCredit), NoCreditError],
    ] as const) {
      const { error, asked, isGone } = await sending(fails);
      expect(error).to.be.instanceOf(expected);
      expect([asked, isGone]).to.deep.equal([false, true]);
    }
  });

  it("goes to the deployment's Marketplace, whatever somebody wrote into the plan", async () => {
    const { client, calls } = fakeNode({ eth_call: `0x${"0".repeat(63)}5` });
    const store = memoryFlowStore();
    const context = { client, deployment, store };
    const { id } = await withdrawCreditFlow(context, {});
    const plan = await loadPlan(store, id);
    await savePlan(store, {
      ...plan,
      parameters: { ...(plan.parameters as object), marketplace: client.account.address },
    });
    calls.length = 0;
    const stop = new AbortController();
    const onState = ({ status }: { status: string }) => status === "sending" && stop.abort();
    await rejection((await withdrawCreditFlow.resume(context, id)).run({ signal: stop.signal, onState }), PlazaError);
    const [call] = calls.find(({ method }) => method === "eth_call")?.params ?? [];
    expect(call).to.include({ to: marketplace });
  });
});
