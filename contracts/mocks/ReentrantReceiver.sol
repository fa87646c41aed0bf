// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {Reentrant} from "./Reentrant.sol";

/// @notice Accepts ERC-1155 units and makes the configured call from within the hook.
contract ReentrantReceiver is ERC1155Holder, Reentrant {
    function onERC1155Received(
        address operator,
        address from,
        uint256 tokenId,
        uint256 quantity,
        bytes memory data
    ) public override returns (bytes4) {
        _reenter();
        return super.onERC1155Received(operator, from, tokenId, quantity, data);
    }
}
