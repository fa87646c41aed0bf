import { globSync } from "node:fs";
import { createRequire } from "node:module";
import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatVerify from "@nomicfoundation/hardhat-verify";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import hardhatViemAssertions from "@nomicfoundation/hardhat-viem-assertions";
import { configVariable, defineConfig } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";

// The compiler comes from npm as WebAssembly, so that a build downloads nothing.
const solc = {
  version: "0.8.37",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: {
    evmVersion: "cancun",
    viaIR: true,
    optimizer: { enabled: true, runs: 800 },
    metadata: { bytecodeHash: "none" },
    // A test compares the Marketplace's layout with the AuctionDesk's.
    outputSelection: { "*": { "*": ["storageLayout"] } },
  },
} as const;

// Solidity tests deploy the contracts by their compiled code (TestBase.deploy), so tests, mocks and helpers need no optimizer
// of their own: with it they took ten times as long to compile.
const tests = Object.fromEntries(
  globSync(["contracts/**/*.t.sol", "contracts/test-support/{,play/}*.sol", "contracts/mocks/*.sol"], {
    cwd: import.meta.dirname,
  }).map((file) => [file, { ...solc, settings: { ...solc.settings, viaIR: false, optimizer: { enabled: false } } }]),
);

// Arithmetic that fills a contract's gas and not its size: with these runs the optimizer writes constants out.
const verifiers = Object.fromEntries(
  ["contracts/verifiers/ERC7913Ed25519Verifier.sol", "contracts/test-support/verifiers/Sha512Harness.sol"].map(
    (file) => [file, { ...solc, settings: { ...solc.settings, optimizer: { enabled: true, runs: 1_000_000 } } }],
  ),
);
const profile = { compilers: [solc], overrides: { ...tests, ...verifiers } };

// Hardhat compiles in one run what shares one configuration object, and makes such an object for each file that is
// overridden: that were 60 runs of the compiler instead of three.
const compileTogether: HardhatPlugin = {
  id: "plaza:compile-together",
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (userConfig, resolveVariable, next) => {
          const config = await next(userConfig, resolveVariable);
          for (const { overrides } of Object.values(config.solidity.profiles)) {
            for (const [first, ...files] of [Object.keys(tests), Object.keys(verifiers)]) {
              const shared = first && overrides[first];
              if (shared) for (const file of files) overrides[file] = shared;
            }
          }
          return config;
        },
      }),
    }),
  },
};

/** No call within the rules may revert: the handlers make no other. */
const invariant = { depth: 80, failOnRevert: true } as const;

export default defineConfig({
  plugins: [
    compileTogether,
    hardhatIgnitionViem,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatVerify,
    hardhatViem,
    hardhatViemAssertions,
  ],
  // Ignition builds with the production profile: both profiles are one constant, or it would deploy other bytecode than was tested.
  solidity: {
    profiles: { default: profile, production: profile },
    npmFilesToBuild: ["@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol"],
  },
  networks: {
    default: { type: "edr-simulated", chainType: "l1", hardfork: "cancun" },
    // What `npm start` and `npm run demo` serve: blocks on demand, and one every second so that time passes for those who wait.
    node: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      mining: { auto: true, interval: 1_000 },
      // Otherwise each block on demand takes a second of the chain's time, and seeding would leave its clock minutes ahead.
      allowBlocksWithSameTimestamp: true,
    },
    // A chain that runs elsewhere: docs/guides/studio.md. Both come from the environment or from `npx hardhat keystore set`.
    live: {
      type: "http",
      chainType: "generic",
      url: configVariable("PLAZA_RPC_URL"),
      accounts: [configVariable("PLAZA_DEPLOYER_KEY")],
    },
  },
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      profiles: {
        default: { isolate: true, fuzz: { runs: 256 }, invariant: { ...invariant, runs: 130 } },
        // npm run test:invariant:long
        long: { isolate: true, fuzz: { runs: 10_000 }, invariant: { ...invariant, runs: 500 } },
      },
    },
  },
  paths: { tests: { mocha: "./test/contracts", solidity: "./contracts" } },
});
