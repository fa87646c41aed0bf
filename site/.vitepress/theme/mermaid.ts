import source from "@mermaid-js/tiny/dist/mermaid.tiny.js?url";

type Mermaid = {
  initialize(config: { startOnLoad: boolean; theme: string; fontFamily: string }): void;
  render(id: string, text: string): Promise<{ svg: string }>;
};

let loading: Promise<Mermaid> | undefined;

/** Mermaid, loaded with the first diagram. It is a script, not a module: what it has it gives to the page. */
export function loadMermaid(): Promise<Mermaid> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve((globalThis as unknown as { mermaid: Mermaid }).mermaid);
    script.onerror = () => reject(new Error(`${source} cannot be loaded.`));
    document.head.append(script);
  });
  return loading;
}
