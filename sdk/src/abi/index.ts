export { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, plazaErrorsAbi } from "./generated.ts";
