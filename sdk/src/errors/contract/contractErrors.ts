import * as access from "./access.ts";
import * as auctions from "./auctions.ts";
import type { ContractErrorName } from "./base.ts";
import * as bidKeys from "./bidKeys.ts";
import * as common from "./common.ts";
import * as erc20 from "./erc20.ts";
import * as erc721 from "./erc721.ts";
import * as erc1155 from "./erc1155.ts";
import * as items from "./items.ts";
import * as listings from "./listings.ts";
import * as orders from "./orders.ts";
import * as receiptKeys from "./receiptKeys.ts";
import * as settlers from "./settlers.ts";
import * as vault from "./vault.ts";

// A list, and not a record: a page that downloads all errors downloads each of their names once less.
const classes = [
  access.AccessControlBadConfirmationError,
  access.AccessControlEnforcedDefaultAdminDelayError,
  access.AccessControlEnforcedDefaultAdminRulesError,
  access.AccessControlInvalidDefaultAdminError,
  access.AccessControlUnauthorizedAccountError,
  auctions.AmountAboveBidError,
  auctions.AmountBelowPostError,
  auctions.AmountBelowPresentedError,
  auctions.AmountBelowReserveError,
  common.AmountTooLargeError,
  auctions.AuctionAlreadySettledError,
  auctions.AuctionAlreadyStartedError,
  auctions.AuctionHasBidsError,
  auctions.AuctionNotEndedError,
  auctions.AuctionNotRunningError,
  auctions.AuctionTooLongError,
  items.BatchNotSupportedError,
  bidKeys.BidKeyCapExceededError,
  bidKeys.BidVerifierNotAllowedError,
  auctions.BidReachesBuyoutError,
  auctions.BidTooLowError,
  auctions.BidderIsSellerError,
  auctions.BuyoutTooLowError,
  items.CodeStorageTooLongError,
  orders.CounterMismatchError,
  settlers.DeadlinePassedError,
  settlers.DeadlineTooFarError,
  vault.DepositShortError,
  common.DeskMismatchError,
  access.ECDSAInvalidSignatureError,
  access.ECDSAInvalidSignatureLengthError,
  access.ECDSAInvalidSignatureSError,
  erc1155.ERC1155InsufficientBalanceError,
  erc1155.ERC1155InvalidApproverError,
  erc1155.ERC1155InvalidArrayLengthError,
  erc1155.ERC1155InvalidOperatorError,
  erc1155.ERC1155InvalidReceiverError,
  erc1155.ERC1155InvalidSenderError,
  erc1155.ERC1155MissingApprovalForAllError,
  erc20.ERC20ExceededCapError,
  erc20.ERC20InsufficientAllowanceError,
  erc20.ERC20InsufficientBalanceError,
  erc20.ERC20InvalidApproverError,
  erc20.ERC20InvalidCapError,
  erc20.ERC20InvalidReceiverError,
  erc20.ERC20InvalidSenderError,
  erc20.ERC20InvalidSpenderError,
  erc20.ERC2612ExpiredSignatureError,
  erc20.ERC2612InvalidSignerError,
  items.ERC2981InvalidDefaultRoyaltyError,
  items.ERC2981InvalidDefaultRoyaltyReceiverError,
  items.ERC2981InvalidTokenRoyaltyError,
  items.ERC2981InvalidTokenRoyaltyReceiverError,
  erc721.ERC721IncorrectOwnerError,
  erc721.ERC721InsufficientApprovalError,
  erc721.ERC721InvalidApproverError,
  erc721.ERC721InvalidOperatorError,
  erc721.ERC721InvalidOwnerError,
  erc721.ERC721InvalidReceiverError,
  erc721.ERC721InvalidSenderError,
  erc721.ERC721NonexistentTokenError,
  common.EnforcedPauseError,
  vault.ExitNotReadyError,
  common.ExpectedPauseError,
  listings.ExpiryInPastError,
  items.FailedDeploymentError,
  orders.FeeAboveMaximumError,
  orders.InvalidFallError,
  common.FeeTooHighError,
  auctions.FinalizeNotOpenError,
  common.IdAlreadyUsedError,
  vault.InsufficientFreeError,
  vault.InsufficientFundsError,
  common.InsufficientGasError,
  erc20.InvalidAccountNonceError,
  auctions.InvalidAuctionTimesError,
  common.InvalidConfigError,
  auctions.InvalidExtensionError,
  auctions.InvalidIncrementError,
  items.InvalidKindError,
  common.InvalidRecipientError,
  listings.InvalidScheduleError,
  access.InvalidShortStringError,
  settlers.InvalidSignatureError,
  settlers.InvalidSignerError,
  items.InvalidTraitsError,
  items.InvalidTransferDataError,
  orders.ItemNotWantedError,
  items.KindExistsError,
  listings.ListingExpiredError,
  listings.ListingNotActiveError,
  auctions.NoBuyoutError,
  vault.NoCreditError,
  vault.NoExitError,
  settlers.NonceAlreadyUsedError,
  items.NotASingleItemError,
  auctions.NotAmongTheBestError,
  auctions.NotInAuctionError,
  common.NotSellerError,
  orders.NotTakerError,
  items.NothingToClaimError,
  orders.OrderExpiredError,
  orders.OrderNonceUsedError,
  auctions.PresentationNotOpenError,
  vault.PresentedBidsUncoveredError,
  listings.PriceAboveMaximumError,
  orders.ProceedsBelowMinimumError,
  listings.QuantityUnavailableError,
  orders.QuantityUnfilledError,
  receiptKeys.ReceiptKeyExistsError,
  auctions.ReceivedOutsideAuctionError,
  common.ReentrancyGuardReentrantCallError,
  common.RoyaltyAboveMaximumError,
  items.RoyaltyTooHighError,
  common.SafeCastOverflowedUintDowncastError,
  erc20.SafeERC20FailedOperationError,
  settlers.SettlerExistsError,
  settlers.SettlerRetiredError,
  auctions.StartTooFarError,
  access.StringTooLongError,
  items.TradeFailedError,
  receiptKeys.UnauthorizedReceiptKeyError,
  settlers.UnauthorizedSettlerError,
  items.UnknownKindError,
  receiptKeys.UnknownReceiptKeyError,
  settlers.UnknownSettlerError,
  items.UnknownTransferKindError,
  items.UnsupportedTokenError,
  common.ZeroPriceError,
  common.ZeroQuantityError,
] as const;

type Known = (typeof classes)[number];

/**
 * The class of each custom error of Plaza's contracts. An error added to or removed from a contract does not compile until the list
 * says so too.
 */
export const contractErrors: { readonly [name in ContractErrorName]: Extract<Known, { readonly errorName: name }> } =
  /* @__PURE__ */ byName();

function byName() {
  type Classes = { readonly [name in Known["errorName"]]: Extract<Known, { readonly errorName: name }> };
  return Object.fromEntries(classes.map((known) => [known.errorName, known])) as Classes;
}

/** Any custom error of Plaza's contracts, discriminated by `name` or `errorName`. */
export type KnownContractError = InstanceType<(typeof contractErrors)[ContractErrorName]>;
