import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Credits from "./Credits.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The Marketplace with its desks, in Credits. Durations are seconds and the defaults are those of a public network; an exit outlasts the
 * longest auction with its grace by the margin, or the constructor refuses.
 */
export default buildModule("Marketplace", (m) => {
  const { credits } = m.useModule(Credits);
  const config = {
    currency: credits,
    admin: m.getParameter("admin", m.getAccount(0)),
    adminDelay: m.getParameter("adminDelay", 2 * DAY),
    treasury: m.getParameter("treasury"),
    feeBps: m.getParameter("feeBps", 500),
    settler: m.getParameter("settler"),
    receiptKey: m.getParameter("receiptKey"),
    challenge: m.getParameter("challenge", 5 * MINUTE),
    grace: m.getParameter("grace", DAY),
    maxAuction: m.getParameter("maxAuction", 7 * DAY),
    extensionLimit: m.getParameter("extensionLimit", HOUR),
    extensionWindow: m.getParameter("extensionWindow", 5 * MINUTE),
    exitDelay: m.getParameter("exitDelay", 9 * DAY),
    exitMargin: m.getParameter("exitMargin", DAY),
    settlerDelay: m.getParameter("settlerDelay", 6 * HOUR),
  };
  // The desks refuse nothing: it is the Marketplace that refuses one of another configuration.
  const desks = [m.contract("AuctionDesk", [config]), m.contract("ListingDesk", [config])];
  const marketplace = m.contract("Marketplace", [config, ...desks]);
  return { credits, marketplace };
});
