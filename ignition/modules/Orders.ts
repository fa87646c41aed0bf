import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Credits from "./Credits.ts";

const DAY = 24 * 60 * 60;

/** Signed listings and offers, in Credits. `adminDelay` is in seconds, `feeBps` in basis points. */
export default buildModule("Orders", (m) => {
  const { credits } = m.useModule(Credits);
  const orders = m.contract("Orders", [
    {
      currency: credits,
      admin: m.getParameter("admin", m.getAccount(0)),
      adminDelay: m.getParameter("adminDelay", 2 * DAY),
      treasury: m.getParameter("treasury"),
      feeBps: m.getParameter("feeBps", 500),
    },
  ]);
  return { orders };
});
