import { createGraphqlClient, listItemSync, mintItemsSync, registerKindsSync, setApprovalForAllSync } from "@plaza/sdk";
import hre from "hardhat";
import type { Abi, Hex } from "viem";
import type { Stack } from "../../scripts/lib/stack.ts";
import { actors, clientOf } from "./chain.ts";
import { until } from "./until.ts";

/** Lists a sword of a collection that is not Plaza's own, dearer than all else, and waits until its metadata is known. */
export async function listForeignSword(stack: Pick<Stack, "rpcUrl" | "deployment" | "graphqlUrl">): Promise<void> {
  const { deployment, graphqlUrl } = stack;
  const { marketplace } = deployment;
  const account = actors.admin;
  const client = clientOf(stack, account);
  // Another contract of the same kind: to the Marketplace and the index it is anybody's.
  const { abi, bytecode } = await hre.artifacts.readArtifact("GameItems");
  const args = [account.address, account.address, 0n];
  const hash = await client.deployContract({ abi: abi as Abi, bytecode: bytecode as Hex, args });
  const { contractAddress: token } = await client.waitForTransactionReceipt({ hash });
  if (!token) throw new Error("Nothing was deployed.");
  await registerKindsSync(client, { token, kinds: [{ kind: 1, name: "Far sword", icon: "M0 0h9v9z" }] });
  const items = [{ kind: 1, itemType: "WEAPON", rarity: "EPIC", class: "ROGUE", power: 90 } as const];
  const { tokenIds } = await mintItemsSync(client, { token, to: account.address, items });
  const tokenId = tokenIds[0] ?? 0n;
  await setApprovalForAllSync(client, { token, operator: marketplace, approved: true });
  await listItemSync(client, { marketplace, token, standard: "ERC721", tokenId, price: 7n * 10n ** 24n });
  const graphql = createGraphqlClient({ url: graphqlUrl });
  await until(
    "its metadata is known",
    async () => (await graphql.getItem({ token, tokenId }))?.metadataStatus === "OK",
  );
}
