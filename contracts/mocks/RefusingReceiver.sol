// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice Refuses ERC-1155 units until it is told to accept.
contract RefusingReceiver is ERC1155Holder {
    bool public accepting;

    error Refused();

    function setAccepting(bool isAccepting) external {
        accepting = isAccepting;
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 tokenId,
        uint256 quantity,
        bytes memory data
    ) public override returns (bytes4) {
        if (!accepting) revert Refused();
        return super.onERC1155Received(operator, from, tokenId, quantity, data);
    }
}
