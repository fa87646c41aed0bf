export { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi } from "./generated.ts";
