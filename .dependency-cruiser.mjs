// Arrows point one way: contracts -> sdk -> { relayer, indexer, seed, web, cli }. A workspace reaches contracts, addresses and
// EIP-712 types through the SDK's entry points only, and nothing reaches into a sibling.
const workspaces = "sdk|relayer|indexer|seed|web|cli";
const sdkEntries = "^sdk/src/(index|(actions|flows|query|react|relayer|graphql|abi|ethers)/index)\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circular",
      comment: "a cycle of types alone is none when the program runs",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "sdk-knows-no-other-part",
      severity: "error",
      from: { path: "^sdk/" },
      to: { path: "^(relayer|indexer|seed|web|cli|scripts|test|bench|ignition|artifacts)/" },
    },
    {
      name: "siblings-do-not-meet",
      comment: "relayer, indexer, seed and web talk over HTTP and the chain, never by import",
      severity: "error",
      from: { path: "^(relayer|indexer|seed|web|cli)/" },
      to: { path: "^(relayer|indexer|seed|web|cli)/", pathNot: "^$1/" },
    },
    {
      name: "workspaces-know-no-tools",
      severity: "error",
      from: { path: `^(${workspaces})/` },
      to: { path: "^(scripts|test|bench|ignition|artifacts)/" },
    },
    {
      name: "sdk-by-its-entry-points",
      comment: "what writes the SDK's ABIs is a part of it",
      severity: "error",
      from: { pathNot: "^(sdk/|scripts/generate\\.ts$)" },
      to: { path: "^sdk/", pathNot: sdkEntries },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      // What the benchmarks measure beside ours is installed for them alone, beneath their folders.
      from: { pathNot: "^bench/[^/]+/peers/" },
      to: { couldNotResolve: true, pathNot: "^(ponder|virtual):" },
    },
    {
      name: "declared-dependencies-only",
      severity: "error",
      from: { path: `^(${workspaces})/`, pathNot: "\\.test\\.tsx?$|/testing/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(dist|generated)/|(^|/)\\.ponder/|^examples/next/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
