import config from "../../hardhat.config.ts";

/** The house's configuration, with folders of its own: what is compiled for coverage must not be taken for the real thing. */
export default {
  ...config,
  paths: { ...config.paths, artifacts: "./.plaza/coverage/artifacts", cache: "./.plaza/coverage/cache" },
  coverage: { skipFiles: ["contracts/mocks/**", "contracts/test-support/**"] },
};
