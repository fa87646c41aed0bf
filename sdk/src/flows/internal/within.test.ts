import { expect } from "chai";
import { rejection } from "../../../testing/rejection.ts";
import { FlowAbortedError, StepTimeoutError } from "../../errors/flow.ts";
import { pause } from "../../http/pause.ts";
import { becomes } from "./within.ts";

describe("what a flow waits for", () => {
  it("is asked for by nobody any more once it took too long, or was ended", async () => {
    for (const [isEnded, expected] of [
      [false, StepTimeoutError],
      [true, FlowAbortedError],
    ] as const) {
      let [asked, answer] = [0, (_: boolean) => {}];
      const isSo = () => {
        asked += 1;
        return new Promise<boolean>((resolve) => {
          answer = resolve;
        });
      };
      const stop = new AbortController();
      const limits = { timeout: isEnded ? 60_000 : 0, what: "It took too long.", signal: stop.signal, interval: 0 };
      const waiting = becomes(isSo, limits);
      if (isEnded) stop.abort();
      await rejection<Error>(waiting, expected);
      answer(false);
      for (let turn = 0; turn < 3; turn += 1) await pause(0);
      expect(asked).to.equal(1);
    }
  });
});
