// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice Refuses ERC-1155 units until it is told to accept.
contract RefusingReceiver is ERC1155Holder {
    bool public accepting;

    error Refused();

    modifier whenAccepting() {
        if (!accepting) revert Refused();
        _;
    }

    function setAccepting(bool isAccepting) external {
        accepting = isAccepting;
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 tokenId,
        uint256 quantity,
        bytes memory data
    ) public override whenAccepting returns (bytes4) {
        return super.onERC1155Received(operator, from, tokenId, quantity, data);
    }

    function onERC1155BatchReceived(
        address operator,
        address from,
        uint256[] memory tokenIds,
        uint256[] memory quantities,
        bytes memory data
    ) public override whenAccepting returns (bytes4) {
        return super.onERC1155BatchReceived(operator, from, tokenIds, quantities, data);
    }
}
