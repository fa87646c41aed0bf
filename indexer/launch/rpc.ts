/**
 * Asks a JSON-RPC server one thing.
 *
 * @throws Error that names the server if it does not answer, or does not know.
 */
export async function callRpc(url: string, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  }).catch((cause) => {
    throw new Error(`No chain answers at ${url} (PLAZA_RPC_URL).`, { cause });
  });
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (error) throw new Error(`${method} at ${url}: ${error.message}`);
  return result;
}
