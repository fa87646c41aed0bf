import { askNode, type RpcServer, startRpcServer } from "./rpcServer.ts";

/** A call as JSON-RPC has it. */
export type RpcCall = { id: number; method: string; params?: unknown[] };

/** What is asked in the place of a node. */
export type TappedRpc = RpcServer & {
  /** Is told each call before the node is, and waited for. */
  tap: (call: RpcCall) => Promise<void>;
};

/** Stands before a node and lets a test act between two calls of who asks it. */
export async function tapRpc(target: string): Promise<TappedRpc> {
  const server = await startRpcServer(async (body) => {
    await tapped.tap(JSON.parse(body) as RpcCall);
    return askNode(target, body);
  });
  const tapped: TappedRpc = { ...server, tap: async () => {} };
  return tapped;
}
