import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Window } from "happy-dom";
import { act, createElement, type ReactNode } from "react";
import type { Root } from "react-dom/client";
import { type Plaza, PlazaProvider } from "../src/react/index.ts";

/** Gives a suite the globals of a page, and takes them away afterwards. React looks for them when it is loaded. */
export function pageFor(url = "http://shop.test/") {
  const page = new Window({ url });
  const globals = { window: page, document: page.document, IS_REACT_ACT_ENVIRONMENT: true };
  before(() => Object.assign(globalThis, globals));
  after(async () => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
    await page.happyDOM.close();
  });
  return page;
}

/** Shows a component that does nothing but use a hook. */
export async function showHook<result>(plaza: Plaza, hook: () => result, queries = new QueryClient()) {
  const { createRoot } = await import("react-dom/client");
  queries.setDefaultOptions({ queries: { retry: false }, mutations: { retry: false } });
  let current: result | undefined;
  const tell = () => {
    current = hook();
  };
  const root: Root = createRoot((globalThis as unknown as { document: Document }).document.createElement("div"));
  await act(async () => root.render(provided(plaza, queries, createElement(Shown, { tell }))));
  return {
    queries,
    /** What the hook gave last. */
    get current(): result {
      return current as result;
    },
    /** Waits until something holds of it. */
    async until(what: string, holds: (current: result) => boolean) {
      const deadline = Date.now() + 10_000;
      while (!holds(current as result)) {
        if (Date.now() > deadline) throw new Error(`It never happened that ${what}.`);
        await act(() => new Promise<void>((resolve) => setTimeout(resolve, 5)));
      }
    },
    /** Has it rendered once more. */
    async again() {
      await act(async () => root.render(provided(plaza, queries, createElement(Shown, { tell }))));
    },
    async close() {
      // What queries have still to tell comes by a timer: afterwards the page's globals may be gone.
      await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
      await act(async () => root.unmount());
      queries.clear();
    },
  };
}

/** A component under both providers. */
export function provided(plaza: Plaza, queries: QueryClient, child: ReactNode): ReactNode {
  return createElement(QueryClientProvider, { client: queries }, createElement(PlazaProvider, { plaza }, child));
}

function Shown({ tell }: { tell: () => void }): ReactNode {
  tell();
  return null;
}

type Document = { createElement(name: string): Element };
type Element = Parameters<typeof import("react-dom/client").createRoot>[0];
