export * from "./abi/index.ts";
export * from "./actions/index.ts";
export { type PlazaDeployment, parseDeployment } from "./deployment.ts";
export * from "./errors/index.ts";
export * from "./flows/index.ts";
export * from "./graphql/index.ts";
export * from "./orders/index.ts";
export * from "./relayer/index.ts";
export * from "./rules/index.ts";
