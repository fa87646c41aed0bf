import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import GameItems from "./GameItems.ts";
import GameResources from "./GameResources.ts";
import Marketplace from "./Marketplace.ts";
import Orders from "./Orders.ts";

/** The whole of Plaza on one chain. */
export default buildModule("Plaza", (m) => ({
  ...m.useModule(Marketplace),
  ...m.useModule(Orders),
  ...m.useModule(GameItems),
  ...m.useModule(GameResources),
}));
