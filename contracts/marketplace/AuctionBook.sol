// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {Post, Presented} from "../interfaces/IBids.sol";
import {AuctionSlot} from "../libraries/AuctionSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {BidKeys} from "./BidKeys.sol";
import {Item, Items} from "./Items.sol";
import {ReceiptKeys} from "./ReceiptKeys.sol";
import {Vault} from "./Vault.sol";

/// @title AuctionBook
/// @notice How each auction stands, and what all that happens to one begins with.
abstract contract AuctionBook is ReceiptKeys, BidKeys, Vault, Items {
    /// @notice Seconds from the end of bidding to settlement, and between the two finalize calls.
    uint256 public immutable CHALLENGE;
    /// @notice Seconds from an auction's last possible end to finalize.
    uint256 public immutable GRACE;
    /// @notice Seconds that the longest auction takes, extension included.
    uint256 public immutable MAX_AUCTION;
    /// @notice Seconds by which extensions can move an auction's end.
    uint256 public immutable EXTENSION_LIMIT;

    /// @notice Seconds before the end in which a posted bid prolongs the auction, to as long after it.
    uint256 public immutable EXTENSION_WINDOW;

    mapping(bytes32 id => AuctionSlot) internal _auctions;

    /// @dev Of the auctions whose slot says `posted`.
    mapping(bytes32 id => Post) internal _posts;

    /// @dev Of the auctions whose slot says `presented`, the best first.
    mapping(bytes32 id => Presented[2]) internal _presented;

    constructor(uint256 challenge, uint256 grace, uint256 maxAuction, uint256 extensionLimit, uint256 extensionWindow) {
        CHALLENGE = challenge;
        GRACE = grace;
        MAX_AUCTION = maxAuction;
        EXTENSION_LIMIT = extensionLimit;
        EXTENSION_WINDOW = extensionWindow;
    }

    /// @dev The id of an auction with these terms, whether or not it exists.
    function _auctionId(Auction calldata terms) internal view returns (bytes32) {
        return _hashTypedDataV4(OrderHash.hashCalldata(terms));
    }

    /// @dev The auction's id and slot, if it can still be settled or returned.
    function _openAuctionOf(Auction calldata terms) internal view returns (bytes32 id, AuctionSlot slot) {
        id = _auctionId(terms);
        slot = _auctions[id];
        AuctionStatus status = slot.status();
        if (status == AuctionStatus.Settled) revert IAuctions.AuctionAlreadySettled(id);
        if (status != AuctionStatus.Live && status != AuctionStatus.Finalizing) revert IAuctions.NotInAuction(id);
    }

    function _checkAmount(uint256 amount) internal pure {
        if (amount > type(uint96).max) revert AmountTooLarge(amount, type(uint96).max);
    }

    function _itemOf(Auction calldata terms, AuctionSlot slot) internal pure returns (Item memory) {
        return Item(slot.standard(), terms.token, terms.tokenId, terms.quantity);
    }
}
