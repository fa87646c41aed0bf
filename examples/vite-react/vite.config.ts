import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const {
  PLAZA_DEPLOYMENT: folder = "../../ignition/deployments/chain-31337",
  PLAZA_RPC_URL: rpcUrl = "http://127.0.0.1:8545",
  PLAZA_GRAPHQL_URL: graphqlUrl = "http://127.0.0.1:42069/graphql",
  PLAZA_RELAYER_URL: relayerUrl = "http://127.0.0.1:42070",
} = process.env;

/** What the page is built for: where the house is, and the record of its deployment as Ignition keeps it. */
const house = {
  ...{ chainId: 31_337, rpcUrl, graphqlUrl, relayerUrl },
  addresses: JSON.parse(readFileSync(`${folder}/deployed_addresses.json`, "utf8")),
  journal: readFileSync(`${folder}/journal.jsonl`, "utf8"),
};

export default defineConfig({
  plugins: [react()],
  define: { __HOUSE__: JSON.stringify(house) },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
