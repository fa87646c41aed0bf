import { expect } from "chai";
import { fakeNode } from "../../testing/node.ts";
import { rejection } from "../../testing/rejection.ts";
import { plazaActions } from "../actions/plazaActions.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { ConnectionError } from "../errors/http.ts";
import { UserRejectedError } from "../errors/wallet.ts";
import { defineFlow } from "../flows/internal/defineFlow.ts";
import { createGraphqlClient } from "../graphql/createGraphqlClient.ts";
import { createRelayerClient } from "../relayer/createRelayerClient.ts";
import { createDiagnostics } from "./createDiagnostics.ts";
import type { Operation, OperationOutcome } from "./types.ts";

const operation = (outcome: OperationOutcome, milliseconds: number): Operation => ({
  ...{ name: "buy.run", outcome, milliseconds, at: 0 },
});

const address = `0x${"12".repeat(20)}` as const;
const deployment: PlazaDeployment = {
  ...{ chainId: 31_337, marketplace: address, orders: address, credits: address },
  ...{ gameItems: address, gameResources: address, startBlock: 0n },
};

describe("diagnostics", () => {
  it("count, and tell mean, p95, the last ten and the share that was done", () => {
    const diagnostics = createDiagnostics();
    for (let i = 1; i <= 100; i++) diagnostics.onOperation(operation(i > 96 ? "refused" : "done", i));
    const { operations } = diagnostics.report();
    expect(operations["buy.run"]).to.include({ count: 100, refused: 4, failed: 0, successRate: 0.96 });
    expect(operations["buy.run"]).to.include({ mean: 50.5, p95: 95 });
    expect(operations["buy.run"]?.last.map(({ milliseconds }) => milliseconds)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => 91 + i),
    );
  });

  it("call ill what fails, not what is refused, by the last ten; and the house what its worst part is", () => {
    const diagnostics = createDiagnostics();
    const healthAfter = (...outcomes: OperationOutcome[]) => {
      for (const outcome of outcomes) diagnostics.onOperation(operation(outcome, 1));
      return diagnostics.report().operations["buy.run"]?.health;
    };
    expect(diagnostics.report().health).to.equal("unknown");
    expect(healthAfter(...Array<OperationOutcome>(9).fill("refused"), "failed")).to.equal("healthy");
    expect(healthAfter("failed")).to.equal("degraded");
    expect(healthAfter(...Array<OperationOutcome>(4).fill("failed"))).to.equal("failing");
    diagnostics.onOperation({ ...operation("done", 1), name: "bid.run" });
    expect(diagnostics.report().health).to.equal("failing");
    expect(healthAfter(...Array<OperationOutcome>(10).fill("done"))).to.equal("healthy");
    expect(diagnostics.report().health).to.equal("healthy");
  });

  it("hear of a flow's every state, and how it ended", async () => {
    const diagnostics = createDiagnostics();
    let isRefused = true;
    const flow = defineFlow<object, object, { sold: boolean }>({
      kind: "sell",
      plan: async () => ({ steps: ["one"], parameters: {} }),
      steps: () => ({
        one: {
          requirement: { type: "request", label: "One" },
          run: async ({ enter }) => {
            enter("validating");
            if (isRefused) throw new UserRejectedError({});
          },
        },
      }),
      result: () => ({ sold: true }),
    });
    const { client } = fakeNode();
    const planned = await flow({ client, deployment, diagnostics }, {});
    await rejection(planned.run(), UserRejectedError);
    isRefused = false;
    await planned.run();
    const { operations, transitions } = diagnostics.report();
    expect(operations["sell.plan"]).to.include({ count: 1, failed: 0 });
    expect(operations["sell.run"]).to.include({ count: 2, refused: 1, failed: 0, successRate: 0.5, health: "healthy" });
    expect(transitions.map(({ state }) => state.status)).to.deep.equal([
      ...["validating", "failed", "validating", "processing", "completed"],
    ]);
    expect(transitions.every(({ id, kind }) => id === planned.id && kind === "sell")).to.equal(true);
  });

  it("hear of requests by their routes, and of actions by their names", async () => {
    const diagnostics = createDiagnostics();
    const offline = () => {
      throw new TypeError("offline");
    };
    const answers = [
      () => new Response("{}", { status: 503 }),
      // Asked twice, and one operation.
      ...[offline, offline],
      () => Response.json({ data: { _meta: { chainId: 1, block: "7", blockTimestamp: 1 } } }),
    ];
    const fetch = (async () => answers.shift()?.()) as unknown as typeof globalThis.fetch;
    const relayer = createRelayerClient({ url: "http://relayer.test", fetch, diagnostics });
    await relayer.getAuction(`0x${"ab".repeat(32)}`).catch(() => undefined);
    await rejection(relayer.getAuction(`0x${"cd".repeat(32)}`), ConnectionError);
    await createGraphqlClient({ url: "http://index.test/graphql", fetch, diagnostics }).getMeta();
    const { client } = fakeNode({ eth_call: `0x${"00".repeat(31)}07` });
    await plazaActions(deployment, { diagnostics })(client).getCreditsBalance({ account: address });
    const { operations } = diagnostics.report();
    expect(operations["GET /v1/auctions"]).to.include({ count: 2, failed: 2, health: "failing" });
    expect(operations["POST /graphql"]).to.include({ count: 1, failed: 0 });
    expect(operations.getCreditsBalance).to.include({ count: 1, failed: 0 });
  });

  it("hold nothing up where a hook of one's own throws", async () => {
    const diagnostics = {
      onOperation: () => {
        throw new Error("mine");
      },
    };
    const { client } = fakeNode({ eth_call: `0x${"00".repeat(31)}07` });
    const balance = plazaActions(deployment, { diagnostics })(client).getCreditsBalance({ account: address });
    expect(await balance).to.equal(7n);
  });
});
