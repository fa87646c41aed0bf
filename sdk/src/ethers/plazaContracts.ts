import type { ContractRunner } from "ethers";
import type { PlazaDeployment } from "../deployment.ts";
import type { Credits } from "./generated/Credits.ts";
import { Credits__factory } from "./generated/Credits__factory.ts";
import type { GameItems } from "./generated/GameItems.ts";
import { GameItems__factory } from "./generated/GameItems__factory.ts";
import type { GameResources } from "./generated/GameResources.ts";
import { GameResources__factory } from "./generated/GameResources__factory.ts";
import type { Marketplace } from "./generated/Marketplace.ts";
import { Marketplace__factory } from "./generated/Marketplace__factory.ts";
import type { Orders } from "./generated/Orders.ts";
import { Orders__factory } from "./generated/Orders__factory.ts";

/** Plaza's contracts, for ethers v6. */
export type PlazaContracts = {
  /** Listings, auctions and the vault. */
  marketplace: Marketplace;
  /** Signed listings and offers. */
  orders: Orders;
  /** The currency. */
  credits: Credits;
  /** Items, one of each (ERC-721). */
  gameItems: GameItems;
  /** Resources in stacks (ERC-1155). */
  gameResources: GameResources;
};

/**
 * All contracts of a deployment, typed, for a provider or signer of ethers v6. What a call is refused with, `toPlazaError` explains.
 *
 * @example
 * ```ts
 * const { marketplace, credits } = plazaContracts(deployment, signer);
 * await (await credits.approve(marketplace, price)).wait();
 * await (await marketplace.buy(terms, 1n, price, signer.address)).wait();
 * ```
 */
export function plazaContracts(deployment: PlazaDeployment, runner: ContractRunner): PlazaContracts {
  return {
    marketplace: Marketplace__factory.connect(deployment.marketplace, runner),
    orders: Orders__factory.connect(deployment.orders, runner),
    credits: Credits__factory.connect(deployment.credits, runner),
    gameItems: GameItems__factory.connect(deployment.gameItems, runner),
    gameResources: GameResources__factory.connect(deployment.gameResources, runner),
  };
}
