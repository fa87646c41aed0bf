export { creditsAbi } from "./generated/creditsAbi.ts";
export { plazaErrorsAbi } from "./generated/errors.ts";
export { gameItemsAbi } from "./generated/gameItemsAbi.ts";
export { gameResourcesAbi } from "./generated/gameResourcesAbi.ts";
export { marketplaceAbi } from "./generated/marketplaceAbi.ts";
export { ordersAbi } from "./generated/ordersAbi.ts";
