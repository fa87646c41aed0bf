import { expect } from "chai";
import { networkOf } from "./network.ts";

describe("the network of a caller", () => {
  it("is an IPv4 address, and the /64 of an IPv6 one, however it is written", () => {
    expect(networkOf("10.0.0.1")).to.equal("10.0.0.1");
    for (const address of ["2001:db8:0:1::1", "2001:0DB8::1:a:b:c:d", "2001:db8:0:1:ffff:ffff:ffff:ffff"])
      expect(networkOf(address)).to.equal("2001:db8:0:1::/64");
    expect(networkOf("2001:db8:0:2::1")).to.equal("2001:db8:0:2::/64");
    expect(networkOf("::1")).to.equal("0:0:0:0::/64");
    expect(networkOf("fe80::1%eth0")).to.equal("fe80:0:0:0::/64");
    expect(networkOf("unknown")).to.equal("unknown");
  });
});
