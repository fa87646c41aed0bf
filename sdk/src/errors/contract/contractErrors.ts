import * as access from "./access.ts";
import * as auctions from "./auctions.ts";
import type { ContractErrorArgs, ContractErrorName } from "./base.ts";
import * as common from "./common.ts";
import * as erc20 from "./erc20.ts";
import * as erc721 from "./erc721.ts";
import * as erc1155 from "./erc1155.ts";
import * as items from "./items.ts";
import * as listings from "./listings.ts";
import * as orders from "./orders.ts";
import * as settlers from "./settlers.ts";
import * as vault from "./vault.ts";

/**
 * The class of each custom error of Plaza's contracts. An error added to or removed from a contract does not compile until this
 * says so too.
 */
export const contractErrors = {
  AccessControlBadConfirmation: access.AccessControlBadConfirmationError,
  AccessControlEnforcedDefaultAdminDelay: access.AccessControlEnforcedDefaultAdminDelayError,
  AccessControlEnforcedDefaultAdminRules: access.AccessControlEnforcedDefaultAdminRulesError,
  AccessControlInvalidDefaultAdmin: access.AccessControlInvalidDefaultAdminError,
  AccessControlUnauthorizedAccount: access.AccessControlUnauthorizedAccountError,
  AmountAboveBid: auctions.AmountAboveBidError,
  AmountBelowReserve: auctions.AmountBelowReserveError,
  AmountTooLarge: common.AmountTooLargeError,
  AuctionAlreadySettled: auctions.AuctionAlreadySettledError,
  AuctionAlreadyStarted: auctions.AuctionAlreadyStartedError,
  AuctionNotEnded: auctions.AuctionNotEndedError,
  AuctionTooLong: auctions.AuctionTooLongError,
  BatchNotSupported: items.BatchNotSupportedError,
  BidderIsSeller: auctions.BidderIsSellerError,
  CodeStorageTooLong: items.CodeStorageTooLongError,
  CounterMismatch: orders.CounterMismatchError,
  DeadlinePassed: settlers.DeadlinePassedError,
  DeadlineTooFar: settlers.DeadlineTooFarError,
  DepositShort: vault.DepositShortError,
  ECDSAInvalidSignature: access.ECDSAInvalidSignatureError,
  ECDSAInvalidSignatureLength: access.ECDSAInvalidSignatureLengthError,
  ECDSAInvalidSignatureS: access.ECDSAInvalidSignatureSError,
  ERC1155InsufficientBalance: erc1155.ERC1155InsufficientBalanceError,
  ERC1155InvalidApprover: erc1155.ERC1155InvalidApproverError,
  ERC1155InvalidArrayLength: erc1155.ERC1155InvalidArrayLengthError,
  ERC1155InvalidOperator: erc1155.ERC1155InvalidOperatorError,
  ERC1155InvalidReceiver: erc1155.ERC1155InvalidReceiverError,
  ERC1155InvalidSender: erc1155.ERC1155InvalidSenderError,
  ERC1155MissingApprovalForAll: erc1155.ERC1155MissingApprovalForAllError,
  ERC20ExceededCap: erc20.ERC20ExceededCapError,
  ERC20InsufficientAllowance: erc20.ERC20InsufficientAllowanceError,
  ERC20InsufficientBalance: erc20.ERC20InsufficientBalanceError,
  ERC20InvalidApprover: erc20.ERC20InvalidApproverError,
  ERC20InvalidCap: erc20.ERC20InvalidCapError,
  ERC20InvalidReceiver: erc20.ERC20InvalidReceiverError,
  ERC20InvalidSender: erc20.ERC20InvalidSenderError,
  ERC20InvalidSpender: erc20.ERC20InvalidSpenderError,
  ERC2612ExpiredSignature: erc20.ERC2612ExpiredSignatureError,
  ERC2612InvalidSigner: erc20.ERC2612InvalidSignerError,
  ERC2981InvalidDefaultRoyalty: items.ERC2981InvalidDefaultRoyaltyError,
  ERC2981InvalidDefaultRoyaltyReceiver: items.ERC2981InvalidDefaultRoyaltyReceiverError,
  ERC2981InvalidTokenRoyalty: items.ERC2981InvalidTokenRoyaltyError,
  ERC2981InvalidTokenRoyaltyReceiver: items.ERC2981InvalidTokenRoyaltyReceiverError,
  ERC721IncorrectOwner: erc721.ERC721IncorrectOwnerError,
  ERC721InsufficientApproval: erc721.ERC721InsufficientApprovalError,
  ERC721InvalidApprover: erc721.ERC721InvalidApproverError,
  ERC721InvalidOperator: erc721.ERC721InvalidOperatorError,
  ERC721InvalidOwner: erc721.ERC721InvalidOwnerError,
  ERC721InvalidReceiver: erc721.ERC721InvalidReceiverError,
  ERC721InvalidSender: erc721.ERC721InvalidSenderError,
  ERC721NonexistentToken: erc721.ERC721NonexistentTokenError,
  EnforcedPause: common.EnforcedPauseError,
  ExitNotReady: vault.ExitNotReadyError,
  ExpectedPause: common.ExpectedPauseError,
  ExpiryInPast: listings.ExpiryInPastError,
  FailedDeployment: items.FailedDeploymentError,
  FeeAboveMaximum: orders.FeeAboveMaximumError,
  FeeTooHigh: common.FeeTooHighError,
  FinalizeNotOpen: auctions.FinalizeNotOpenError,
  IdAlreadyUsed: common.IdAlreadyUsedError,
  InsufficientFree: vault.InsufficientFreeError,
  InsufficientFunds: vault.InsufficientFundsError,
  InsufficientGas: common.InsufficientGasError,
  InvalidAccountNonce: erc20.InvalidAccountNonceError,
  InvalidAuctionTimes: auctions.InvalidAuctionTimesError,
  InvalidConfig: common.InvalidConfigError,
  InvalidIncrement: auctions.InvalidIncrementError,
  InvalidKind: items.InvalidKindError,
  InvalidRecipient: common.InvalidRecipientError,
  InvalidShortString: access.InvalidShortStringError,
  InvalidSignature: settlers.InvalidSignatureError,
  InvalidSigner: settlers.InvalidSignerError,
  InvalidTraits: items.InvalidTraitsError,
  InvalidTransferData: items.InvalidTransferDataError,
  ItemNotWanted: orders.ItemNotWantedError,
  KindExists: items.KindExistsError,
  ListingExpired: listings.ListingExpiredError,
  ListingNotActive: listings.ListingNotActiveError,
  NoCredit: vault.NoCreditError,
  NoExit: vault.NoExitError,
  NonceAlreadyUsed: settlers.NonceAlreadyUsedError,
  NotASingleItem: items.NotASingleItemError,
  NotInAuction: auctions.NotInAuctionError,
  NotSeller: common.NotSellerError,
  NotTaker: orders.NotTakerError,
  NothingToClaim: items.NothingToClaimError,
  OrderExpired: orders.OrderExpiredError,
  OrderNonceUsed: orders.OrderNonceUsedError,
  PriceAboveMaximum: listings.PriceAboveMaximumError,
  ProceedsBelowMinimum: orders.ProceedsBelowMinimumError,
  QuantityUnavailable: listings.QuantityUnavailableError,
  QuantityUnfilled: orders.QuantityUnfilledError,
  ReentrancyGuardReentrantCall: common.ReentrancyGuardReentrantCallError,
  RoyaltyTooHigh: items.RoyaltyTooHighError,
  SafeCastOverflowedUintDowncast: common.SafeCastOverflowedUintDowncastError,
  SafeERC20FailedOperation: erc20.SafeERC20FailedOperationError,
  SettlerExists: settlers.SettlerExistsError,
  SettlerRetired: settlers.SettlerRetiredError,
  StartTooFar: auctions.StartTooFarError,
  StringTooLong: access.StringTooLongError,
  TradeFailed: items.TradeFailedError,
  UnauthorizedSettler: settlers.UnauthorizedSettlerError,
  UnknownKind: items.UnknownKindError,
  UnknownSettler: settlers.UnknownSettlerError,
  UnknownTransferKind: items.UnknownTransferKindError,
  UnsupportedToken: items.UnsupportedTokenError,
  ZeroPrice: common.ZeroPriceError,
  ZeroQuantity: common.ZeroQuantityError,
} as const satisfies {
  [name in ContractErrorName]: {
    readonly errorName: name;
    new (args: ContractErrorArgs<name>, options?: { cause?: Error | undefined }): { readonly errorName: name };
  };
};

/** Any custom error of Plaza's contracts, discriminated by `name` or `errorName`. */
export type KnownContractError = InstanceType<(typeof contractErrors)[ContractErrorName]>;
