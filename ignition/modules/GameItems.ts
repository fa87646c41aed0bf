import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** Unique items (ERC-721), with the royalty of the collection in basis points. */
export default buildModule("GameItems", (m) => {
  const admin = m.getParameter("admin", m.getAccount(0));
  const royaltyReceiver = m.getParameter("royaltyReceiver", m.getAccount(0));
  const royaltyBps = m.getParameter("royaltyBps", 250);
  return { gameItems: m.contract("GameItems", [admin, royaltyReceiver, royaltyBps]) };
});
