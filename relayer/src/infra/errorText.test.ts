import { expect } from "chai";
import { HttpRequestError } from "viem";
import { publicReason, withoutSecretsInUrls } from "./errorText.ts";
import { createLogger } from "./logger.ts";

const KEY = "s3cr3t-k3y";
const url = `https://eth.example/v2/${KEY}`;

describe("what is said of an error", () => {
  const failure = new HttpRequestError({ url, body: { method: "eth_call" }, status: 503, details: `away: ${url}` });

  it("names no endpoint to the public", () => {
    expect(failure.message).to.include(KEY);
    expect(publicReason(failure)).to.equal("HTTP request failed.");
    expect(publicReason(new TypeError(`Failed to parse URL from ${url}`))).to.not.include(KEY);
    expect(publicReason("gone")).to.equal("gone");
  });

  it("leaves a URL's host, and nothing that could be a key", () => {
    const said = (text: string) => withoutSecretsInUrls(text);
    expect(said(`asked ${url}, twice`)).to.equal("asked https://eth.example/[redacted] twice");
    expect(said(`(wss://user:${KEY}@eth.example:8546)`)).to.equal("(wss://eth.example:8546/[redacted])");
    expect(said(`https://eth.example?key=${KEY}`)).to.equal("https://eth.example/[redacted]");
    expect(said("see http://127.0.0.1:8545 there")).to.equal("see http://127.0.0.1:8545 there");
  });

  it("tells a log which host failed, and not by which key it was asked, whatever the cause and wherever it stands", () => {
    const lines: string[] = [];
    const log = createLogger("trace", { write: (line) => void lines.push(line) });
    log.warn({ err: failure }, "the chain could not be read");
    log.warn({ err: new Error("refused", { cause: failure }) }, "refused");
    log.warn({ err: new AggregateError([failure], "all failed") }, "refused");
    log.warn({ err: Object.assign(new Error("wrapped"), { request: { urls: [url] } }) }, "refused");
    expect(lines).to.have.length(4);
    for (const line of lines) expect(line).to.include("eth.example/[redacted]").and.not.include(KEY);
  });
});
