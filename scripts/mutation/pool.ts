import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, Question } from "./worker.ts";

const workerFile = fileURLToPath(new URL("./worker.ts", import.meta.url));

export type Pool = {
  /** Asks the next free worker; undefined when it took longer than the limit. */
  ask(question: Question): Promise<Exclude<Answer, { error: string }> | undefined>;
  close(): void;
};

/**
 * Processes that judge mutants side by side. One that takes too long is stopped and replaced: a mutant may loop for ever.
 *
 * @param limit - Milliseconds for one question.
 */
export function startPool(size: number, limit: number): Pool {
  const free: ChildProcess[] = Array.from({ length: size }, () => fork(workerFile));
  const waiting: ((worker: ChildProcess) => void)[] = [];
  const busy = new Set<ChildProcess>();

  const release = (worker: ChildProcess) => {
    busy.delete(worker);
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  const acquire = () =>
    new Promise<ChildProcess>((resolve) => {
      const worker = free.pop();
      if (worker) resolve(worker);
      else waiting.push(resolve);
    });

  return {
    async ask(question) {
      const worker = await acquire();
      busy.add(worker);
      const answer = await reply(worker, question, limit);
      if (answer === undefined) worker.kill("SIGKILL");
      release(answer === undefined ? fork(workerFile) : worker);
      if (answer && "error" in answer) throw new Error(answer.error);
      return answer;
    },
    close: () => {
      for (const worker of [...free, ...busy]) worker.kill();
    },
  };
}

function reply(worker: ChildProcess, question: Question, limit: number): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("exit", onExit);
    };
    const onMessage = (answer: Answer) => {
      done();
      resolve(answer);
    };
    const onExit = (code: number | null) => {
      done();
      reject(new Error(`a worker ended with ${code}`));
    };
    const timer = setTimeout(() => {
      done();
      resolve(undefined);
    }, limit);
    worker.on("message", onMessage).on("exit", onExit);
    worker.send(question);
  });
}
