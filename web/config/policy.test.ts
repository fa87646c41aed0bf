import { expect } from "chai";
import { contentSecurityPolicy } from "./policy.ts";
import type { PageSettings } from "./settings.ts";

describe("the page's content security policy", () => {
  const settings = {
    rpcUrl: "https://rpc.test/v2/a-key",
    graphqlUrl: "https://plaza.test:42069/graphql",
    relayerUrl: "https://plaza.test:42069",
  } as PageSettings;

  it("lets the page ask its own services only, each origin once and no path of it", () => {
    expect(contentSecurityPolicy(settings)).to.include("connect-src 'self' https://rpc.test https://plaza.test:42069;");
  });

  it("lets no foreign or inline script run", () => {
    expect(contentSecurityPolicy(settings)).to.match(/default-src 'none'; script-src 'self';/);
    expect(contentSecurityPolicy(settings)).not.to.include("unsafe");
  });
});
