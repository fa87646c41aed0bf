import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The currency: who mints it, and how much of it there will ever be (smallest unit). */
export default buildModule("Credits", (m) => {
  const admin = m.getParameter("admin", m.getAccount(0));
  const cap = m.getParameter("cap", 10n ** 28n);
  return { credits: m.contract("Credits", [admin, cap]) };
});
