export { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, ordersAbi, plazaErrorsAbi } from "./generated.ts";
