export { PlazaError, type PlazaErrorOptions, type Recovery, recoveries } from "./base.ts";
export * from "./http.ts";
export { ConfigurationError, InvalidParameterError } from "./input.ts";
export * from "./relayer.ts";
export { RelayerError, type RelayerErrorName, type RelayerProblem } from "./relayerBase.ts";
