// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC721} from "./PlainERC721.sol";

/// @notice An ERC-721 whose transfers revert once it is frozen, so that an escrowed item cannot leave.
contract RevertingERC721 is PlainERC721 {
    bool public frozen;

    error TransfersFrozen();

    function setFrozen(bool isFrozen) external {
        frozen = isFrozen;
    }

    function transferFrom(address from, address to, uint256 tokenId) public override {
        if (frozen) revert TransfersFrozen();
        super.transferFrom(from, to, tokenId);
    }
}
