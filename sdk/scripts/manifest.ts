/** The part of the workspace's package.json that the published one is made from. */
export type Manifest = {
  name: string;
  version: string;
  exports: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
  [key: string]: unknown;
};

const published = [
  "name",
  "version",
  "description",
  "keywords",
  "license",
  "type",
  "sideEffects",
  "engines",
  "peerDependencies",
  "peerDependenciesMeta",
] as const;

/** package.json of what is published: the same entry points, led to what was built, and nothing that only the house needs. */
export function publishedManifest(workspace: Manifest): Record<string, unknown> {
  const entries = Object.entries(workspace.exports).map(([name, source]) => [name, builtFrom(source)]);
  return {
    ...Object.fromEntries(published.map((key) => [key, workspace[key]])),
    files: ["esm", "src"],
    exports: { ...Object.fromEntries(entries), "./package.json": "./package.json" },
  };
}

/** Types come first: the first condition that fits is taken. */
function builtFrom(source: string): { types: string; default: string } {
  const built = source.replace(/^\.\/src\//, "./esm/").replace(/\.ts$/, "");
  return { types: `${built}.d.ts`, default: `${built}.js` };
}
