// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../../interfaces/IAuctions.sol";
import {AuctionSlot, AuctionSlotLib} from "../../libraries/AuctionSlot.sol";
import {Bidders} from "./Bidders.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title Buyouts
/// @notice While an auction runs: its item at once, for the price that its seller named (MECHANISM.md 12).
abstract contract Buyouts is OnlyDelegated, Bidders {
    /// @dev See {IAuctions-buyoutAuction}. The Marketplace has checked that it is not paused before it delegates.
    function buyoutAuction(
        Auction calldata terms,
        address recipient,
        bool useCredit
    ) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        uint256 price = terms.rules.buyoutPrice();
        if (price == 0) revert IAuctions.NoBuyout(id);
        _checkBeforeEnd(id, slot, terms.rules.start());
        if (msg.sender == terms.seller) revert IAuctions.BidderIsSeller(msg.sender);
        _checkRecipient(recipient);

        // Presented ones too: there are some where an Extension reopened the bidding.
        _releaseBids(id, slot, false);
        _auctions[id] = AuctionSlotLib.settle(msg.sender, uint96(price));
        (uint256 fee, address receiver, uint256 royalty) = _split(slot, terms, price);
        emit IAuctions.AuctionBoughtOut(id, msg.sender, recipient, price, fee, royalty);
        _takeIn(id, price, useCredit);
        _shareOut(id, terms.seller, price, fee, receiver, royalty);
        _deliver(id, _itemOf(terms, slot), msg.sender, recipient);
    }
}
