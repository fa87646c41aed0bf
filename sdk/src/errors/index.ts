export { PlazaError, type PlazaErrorOptions, type Recovery, recoveries } from "./base.ts";
export * from "./contract/index.ts";
export * from "./http.ts";
export { ConfigurationError, InvalidParameterError } from "./input.ts";
export * from "./relayer.ts";
export { RelayerError, type RelayerErrorName, type RelayerProblem } from "./relayerBase.ts";
export { toPlazaError } from "./toPlazaError.ts";
export * from "./transaction.ts";
export * from "./wallet.ts";
