import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import type { DigestKey } from "../infra/keys.ts";

/** A signer in a process of its own, as far as HTTP tells: it describes its key and signs digests. */
export async function serveKey({ scheme, publicKey, sign }: DigestKey): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = async () => {
      if (request.method === "GET") return { scheme, publicKey: bytesToHex(publicKey) };
      const { digest } = JSON.parse(Buffer.concat(chunks).toString()) as { digest: Hex };
      return { signature: bytesToHex(await sign(hexToBytes(digest))) };
    };
    await answer().then(
      (body) => response.end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/key`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
