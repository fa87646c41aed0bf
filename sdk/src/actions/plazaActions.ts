import type { PlazaDeployment } from "../deployment.ts";
import { measured } from "../diagnostics/measured.ts";
import type { DiagnosticsHook } from "../diagnostics/types.ts";
import * as admin from "./admin/index.ts";
import * as auctions from "./auctions/index.ts";
import { sendBatch } from "./batch/sendBatch.ts";
import * as credit from "./credits/index.ts";
import { bindRead, bindWrite, syncTwins } from "./internal/bind.ts";
import type { PlazaClient } from "./internal/types.ts";
import * as items from "./items/index.ts";
import * as listings from "./listings/index.ts";
import * as order from "./orders/index.ts";
import * as reads from "./reads/index.ts";
import * as signing from "./signing/index.ts";
import * as vault from "./vault/index.ts";

/**
 * Gives a viem client all of Plaza's actions, with the addresses of a deployment filled in.
 *
 * @param options.diagnostics - Told of each action by its name.
 *
 * @example
 * ```ts
 * const client = createWalletClient({ account, chain: hardhat, transport: http() }).extend(plazaActions(deployment));
 * await client.approveCreditsSync({ amount: price });
 * const { total } = await client.buySync({ terms, maxTotal: price });
 * ```
 */
export function plazaActions(
  deployment: PlazaDeployment,
  { diagnostics }: { diagnostics?: DiagnosticsHook | undefined } = {},
) {
  const { chainId, marketplace, orders, credits, gameItems, gameResources } = deployment;
  const domain = { chainId, marketplace };
  const market = { marketplace };
  const book = { orders };
  const ordersDomain = { chainId, orders };

  return (client: PlazaClient) => {
    const writes = {
      listItem: bindWrite(client, listings.listItem, market),
      listApproved: bindWrite(client, listings.listApproved, market),
      updatePrice: bindWrite(client, listings.updatePrice, market),
      cancelListing: bindWrite(client, listings.cancelListing, market),
      buy: bindWrite(client, listings.buy, market),
      buyMany: bindWrite(client, listings.buyMany, market),
      buyWithCredit: bindWrite(client, listings.buyWithCredit, market),
      buyWithPermit: bindWrite(client, listings.buyWithPermit, market),
      createAuction: bindWrite(client, auctions.createAuction, market),
      createAuctionApproved: bindWrite(client, auctions.createAuctionApproved, market),
      buyoutAuction: bindWrite(client, auctions.buyoutAuction, market),
      cancelAuction: bindWrite(client, auctions.cancelAuction, market),
      cancelRunningAuction: bindWrite(client, auctions.cancelRunningAuction, market),
      postBid: bindWrite(client, auctions.postBid, market),
      presentBid: bindWrite(client, auctions.presentBid, market),
      presentBids: bindWrite(client, auctions.presentBids, market),
      extendAuction: bindWrite(client, auctions.extendAuction, market),
      settleAuction: bindWrite(client, auctions.settleAuction, market),
      finalizeAuction: bindWrite(client, auctions.finalizeAuction, market),
      deposit: bindWrite(client, vault.deposit, market),
      withdraw: bindWrite(client, vault.withdraw, market),
      requestExit: bindWrite(client, vault.requestExit, market),
      cancelExit: bindWrite(client, vault.cancelExit, market),
      executeExit: bindWrite(client, vault.executeExit, market),
      withdrawCredit: bindWrite(client, vault.withdrawCredit, market),
      setBidKey: bindWrite(client, vault.setBidKey, market),
      buySigned: bindWrite(client, order.buySigned, book),
      acceptOffer: bindWrite(client, order.acceptOffer, book),
      cancelOrders: bindWrite(client, order.cancelOrders, book),
      bumpCounter: bindWrite(client, order.bumpCounter, book),
      withdrawOrderCredit: bindWrite(client, order.withdrawOrderCredit, book),
      approveCredits: bindWrite(client, credit.approveCredits, { credits, spender: marketplace }),
      mintCredits: bindWrite(client, credit.mintCredits, { credits }),
      transferCredits: bindWrite(client, credit.transferCredits, { credits }),
      claimItem: bindWrite(client, items.claimItem, market),
      registerKinds: bindWrite(client, items.registerKinds, {}),
      mintItems: bindWrite(client, items.mintItems, { token: gameItems }),
      defineResources: bindWrite(client, items.defineResources, { token: gameResources }),
      mintResources: bindWrite(client, items.mintResources, { token: gameResources }),
      setApprovalForAll: bindWrite(client, items.setApprovalForAll, { operator: marketplace }),
      addSettler: bindWrite(client, admin.addSettler, market),
      removeSettler: bindWrite(client, admin.removeSettler, market),
      addReceiptKey: bindWrite(client, admin.addReceiptKey, market),
      removeReceiptKey: bindWrite(client, admin.removeReceiptKey, market),
      allowBidVerifier: bindWrite(client, admin.allowBidVerifier, market),
      burnNonce: bindWrite(client, admin.burnNonce, market),
      burnNonceFor: bindWrite(client, admin.burnNonceFor, market),
      pause: bindWrite(client, admin.pause, market),
      unpause: bindWrite(client, admin.unpause, market),
      setFee: bindWrite(client, admin.setFee, market),
      setTreasury: bindWrite(client, admin.setTreasury, market),
      collectFees: bindWrite(client, admin.collectFees, market),
    };

    const actions = {
      ...writes,
      ...syncTwins(writes),
      sendBatch: bindRead(client, sendBatch, {}),
      getListing: bindRead(client, reads.getListing, market),
      getListingPrice: bindRead(client, reads.getListingPrice, market),
      getAuction: bindRead(client, reads.getAuction, market),
      getPost: bindRead(client, reads.getPost, market),
      getPresented: bindRead(client, reads.getPresented, market),
      getVault: bindRead(client, reads.getVault, market),
      getClaim: bindRead(client, reads.getClaim, market),
      getFeeBps: bindRead(client, reads.getFeeBps, market),
      isSettler: bindRead(client, reads.isSettler, market),
      isReceiptKey: bindRead(client, reads.isReceiptKey, market),
      getBidKey: bindRead(client, reads.getBidKey, market),
      isNonceUsed: bindRead(client, reads.isNonceUsed, market),
      getOrderCounter: bindRead(client, reads.getOrderCounter, book),
      getOrderCredit: bindRead(client, reads.getOrderCredit, book),
      getFilledUnits: bindRead(client, reads.getFilledUnits, book),
      isOrderNonceUsed: bindRead(client, reads.isOrderNonceUsed, book),
      getCreditsBalance: bindRead(client, reads.getCreditsBalance, { credits }),
      getCreditsAllowance: bindRead(client, reads.getCreditsAllowance, { credits, spender: marketplace }),
      getItemOwner: bindRead(client, reads.getItemOwner, { token: gameItems }),
      getItemTraits: bindRead(client, reads.getItemTraits, { token: gameItems }),
      getResourceBalance: bindRead(client, reads.getResourceBalance, { token: gameResources }),
      signListing: bindRead(client, signing.signListing, { domain: ordersDomain }),
      signOffer: bindRead(client, signing.signOffer, { domain: ordersDomain }),
      signBid: bindRead(client, signing.signBid, { domain }),
      signCreditsPermit: bindRead(client, signing.signCreditsPermit, { chainId, credits, spender: marketplace }),
      signSettlement: bindRead(client, signing.signSettlement, { domain }),
      signWithdrawal: bindRead(client, signing.signWithdrawal, { domain }),
      signWithdrawalRequest: bindRead(client, signing.signWithdrawalRequest, { domain }),
    };
    return diagnostics === undefined ? actions : watched(actions, diagnostics);
  };
}

/** The same actions, each told of. */
function watched<actions extends object>(actions: actions, diagnostics: DiagnosticsHook): actions {
  type Action = (parameters?: object) => Promise<unknown>;
  const entries = Object.entries<Action>(actions as Record<string, Action>).map(([name, action]) => {
    const told: Action = (parameters) => measured(diagnostics, name, () => action(parameters));
    return [name, Object.assign(told, action)];
  });
  return Object.fromEntries(entries) as actions;
}

/** All actions, as a client extended by {@link plazaActions} has them. */
export type PlazaActions = ReturnType<ReturnType<typeof plazaActions>>;
