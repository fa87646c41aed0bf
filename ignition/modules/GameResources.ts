import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** Stacks of goods (ERC-1155), with the royalty of the collection in basis points. */
export default buildModule("GameResources", (m) => {
  const admin = m.getParameter("admin", m.getAccount(0));
  const royaltyReceiver = m.getParameter("royaltyReceiver", m.getAccount(0));
  const royaltyBps = m.getParameter("royaltyBps", 250);
  return { gameResources: m.contract("GameResources", [admin, royaltyReceiver, royaltyBps]) };
});
