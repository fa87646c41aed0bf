// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IItems} from "../../interfaces/IItems.sol";
import {BoundedCall} from "../../libraries/BoundedCall.sol";
import {Item, Items} from "../Items.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title Claims
/// @notice Items that could not be delivered, redeemed by their owners.
abstract contract Claims is OnlyDelegated, Items {
    using BoundedCall for address;

    /// @dev See {IItems-claimItem}.
    function claimItem(bytes32 id, address recipient) external onlyDelegated nonReentrant {
        Item memory item = _claims[id][msg.sender];
        if (item.quantity == 0) revert IItems.NothingToClaim(id, msg.sender);
        _checkRecipient(recipient);
        delete _claims[id][msg.sender];
        emit IItems.ItemClaimed(id, msg.sender, recipient, item.quantity);
        if (!item.token.tryCall(_moveCall(item, address(this), recipient))) revert IItems.TradeFailed(id);
    }
}
