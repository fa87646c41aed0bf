import type { ActorName } from "../helpers/marketplace.ts";

/**
 * Who can do what: the page an auditor reads first. Each row is a function that changes state, each column somebody who
 * calls it, each cell what happens: `yes`, or the error. access.test.ts tries each, docs/contracts/access.md shows them.
 *
 * - admin: default admin, and holder of all three roles
 * - seller: who put up what the call is about
 * - bidder: has funds, a ripe exit, credit and a claim
 * - settler: signs, and has no power to call
 * - anyone: a stranger
 */
export const columns: Record<string, ActorName> = {
  admin: "admin",
  seller: "seller",
  bidder: "alice",
  settler: "settler",
  anyone: "carol",
};

const no = "AccessControlUnauthorizedAccount";
const all = (cell: string) => [cell, cell, cell, cell, cell] as const;
const adminOnly = ["yes", no, no, no, no] as const;
const sellerOnly = ["NotSeller", "yes", "NotSeller", "NotSeller", "NotSeller"] as const;
/** Each acts on his own account; only the bidder has anything on his. */
const own = (nothing: string) => [nothing, nothing, "yes", nothing, nothing] as const;

export const table: Record<string, readonly [string, string, string, string, string]> = {
  // Settlers
  addSettler: adminOnly,
  removeSettler: adminOnly,
  addReceiptKey: adminOnly,
  removeReceiptKey: adminOnly,
  allowBidVerifier: adminOnly,
  setBidKey: all("yes"),
  burnNonce: all("yes"),
  burnNonceFor: all("yes"),
  // Pause
  pause: adminOnly,
  // It is not paused when this is tried.
  unpause: ["ExpectedPause", no, no, no, no],
  // Fees
  setFee: adminOnly,
  setTreasury: adminOnly,
  collectFees: all("yes"),
  // Listings: the item of `list` is the seller's
  list: ["ERC721IncorrectOwner", "yes", "ERC721IncorrectOwner", "ERC721IncorrectOwner", "ERC721IncorrectOwner"],
  updatePrice: sellerOnly,
  cancelListing: sellerOnly,
  buy: all("yes"),
  buyWithPermit: all("yes"),
  buyWithCredit: all("yes"),
  buyMany: all("yes"),
  // Auctions
  createAuction: [
    "ERC721IncorrectOwner",
    "yes",
    "ERC721IncorrectOwner",
    "ERC721IncorrectOwner",
    "ERC721IncorrectOwner",
  ],
  buyoutAuction: ["yes", "BidderIsSeller", "yes", "yes", "yes"],
  cancelAuction: sellerOnly,
  cancelRunningAuction: sellerOnly,
  postBid: ["yes", "BidderIsSeller", "yes", "yes", "yes"],
  extendAuction: all("yes"),
  presentBid: all("yes"),
  presentBids: all("yes"),
  settleAuction: all("yes"),
  finalizeAuction: all("yes"),
  // Vault
  deposit: all("yes"),
  withdraw: own("UnauthorizedSettler"),
  requestExit: own("InsufficientFree"),
  cancelExit: own("NoExit"),
  executeExit: own("NoExit"),
  withdrawCredit: own("NoCredit"),
  // Items
  claimItem: own("NothingToClaim"),
  onERC721Received: all("UnsupportedToken"),
  onERC1155Received: all("UnsupportedToken"),
  // Roles
  grantRole: adminOnly,
  revokeRole: adminOnly,
  // Names somebody else, whom nobody can make renounce
  renounceRole: all("AccessControlBadConfirmation"),
  beginDefaultAdminTransfer: adminOnly,
  cancelDefaultAdminTransfer: adminOnly,
  changeDefaultAdminDelay: adminOnly,
  rollbackDefaultAdminDelay: adminOnly,
  acceptDefaultAdminTransfer: all("AccessControlInvalidDefaultAdmin"),
};

/** Who calls the contracts beside the Marketplace. */
export const people: Record<string, ActorName> = { admin: "admin", owner: "seller", friend: "alice", anyone: "carol" };

type Cells = readonly [string, string, string, string];
const everybody = (cell: string): Cells => [cell, cell, cell, cell];
const onlyAdmin: Cells = ["yes", no, no, no];
/** The owner, and the friend whom he approved. */
const approved = (otherwise: string): Cells => [otherwise, "yes", "yes", otherwise];
const roles: Record<string, Cells> = {
  grantRole: onlyAdmin,
  revokeRole: onlyAdmin,
  // Names somebody else, whom nobody can make renounce
  renounceRole: everybody("AccessControlBadConfirmation"),
};

/**
 * The same for the other contracts, tried by accessBeside.test.ts.
 *
 * - admin: default admin, and holder of all roles
 * - owner: owns the tokens and the items, signed the listing, has credit
 * - friend: approved by the owner for all that he has; signed the offer
 * - anyone: a stranger
 */
export const beside: Record<string, Record<string, Cells>> = {
  Orders: {
    buySigned: everybody("yes"),
    buySignedFor: everybody("yes"),
    acceptOffer: ["ERC721IncorrectOwner", "yes", "ERC721IncorrectOwner", "ERC721IncorrectOwner"],
    cancelOrders: everybody("yes"),
    bumpCounter: everybody("yes"),
    withdrawCredit: ["NoCredit", "yes", "NoCredit", "NoCredit"],
    pause: onlyAdmin,
    unpause: ["ExpectedPause", no, no, no],
    setFee: onlyAdmin,
    setTreasury: onlyAdmin,
    collectFees: everybody("yes"),
    ...roles,
    beginDefaultAdminTransfer: onlyAdmin,
    cancelDefaultAdminTransfer: onlyAdmin,
    changeDefaultAdminDelay: onlyAdmin,
    rollbackDefaultAdminDelay: onlyAdmin,
    acceptDefaultAdminTransfer: everybody("AccessControlInvalidDefaultAdmin"),
  },
  Credits: {
    mint: onlyAdmin,
    transfer: ["ERC20InsufficientBalance", "yes", "ERC20InsufficientBalance", "ERC20InsufficientBalance"],
    // Nobody is approved by being the owner.
    transferFrom: ["ERC20InsufficientAllowance", "ERC20InsufficientAllowance", "yes", "ERC20InsufficientAllowance"],
    approve: everybody("yes"),
    // With the owner's signature
    permit: everybody("yes"),
    ...roles,
  },
  GameItems: {
    registerKinds: onlyAdmin,
    mintBatch: onlyAdmin,
    setStudioSeller: onlyAdmin,
    setRoyalty: onlyAdmin,
    approve: approved("ERC721InvalidApprover"),
    setApprovalForAll: everybody("yes"),
    transferFrom: approved("ERC721InsufficientApproval"),
    safeTransferFrom: approved("ERC721InsufficientApproval"),
    ...roles,
  },
  GameResources: {
    registerKinds: onlyAdmin,
    defineResources: onlyAdmin,
    mintBatch: onlyAdmin,
    setRoyalty: onlyAdmin,
    setApprovalForAll: everybody("yes"),
    safeTransferFrom: approved("ERC1155MissingApprovalForAll"),
    safeBatchTransferFrom: approved("ERC1155MissingApprovalForAll"),
    ...roles,
  },
};
