import { expect } from "chai";
import { missingPackages } from "./installed.mjs";

const linux = { os: "linux", cpu: "x64", libc: "glibc" };
const locked = {
  "": { version: "0.1.0" },
  sdk: { version: "0.1.0" },
  "node_modules/hardhat": { version: "3.18.0" },
  "node_modules/engine": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
  "node_modules/engine-musl": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
  "node_modules/engine-mac": { version: "1.0.0", optional: true, os: ["darwin"] },
  "node_modules/wasm-helper": { version: "1.0.0", optional: true },
};
const installed = {
  "node_modules/hardhat": { version: "3.18.0" },
  "node_modules/engine": { version: "1.0.0", optional: true },
};

describe("missingPackages", () => {
  it("misses nothing where all for this machine is there", () => {
    expect(missingPackages(locked, installed, linux)).to.deep.equal([]);
  });

  it("misses the engine that an npm under an old Node leaves out", () => {
    const { "node_modules/engine": _, ...rest } = installed;
    expect(missingPackages(locked, rest, linux)).to.deep.equal(["node_modules/engine"]);
  });

  it("misses a package in another version", () => {
    const stale = { ...installed, "node_modules/hardhat": { version: "3.17.0" } };
    expect(missingPackages(locked, stale, linux)).to.deep.equal(["node_modules/hardhat"]);
  });

  it("asks another machine for other packages", () => {
    const mac = { os: "darwin", cpu: "arm64", libc: undefined };
    expect(missingPackages(locked, installed, mac)).to.deep.equal(["node_modules/engine-mac"]);
  });
});
