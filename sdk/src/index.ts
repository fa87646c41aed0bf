export * from "./abi/index.ts";
export { type PlazaDeployment, parseDeployment } from "./deployment.ts";
export { PlazaError, type PlazaErrorOptions, type Recovery } from "./errors/base.ts";
export { ConfigurationError, InvalidParameterError } from "./errors/input.ts";
export * from "./rules/index.ts";
