// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC721} from "./PlainERC721.sol";
import {Reentrant} from "./Reentrant.sol";

/// @notice An ERC-721 that makes the configured call in the middle of a transfer, before the item moves.
contract ReentrantERC721 is PlainERC721, Reentrant {
    function transferFrom(address from, address to, uint256 tokenId) public override {
        _reenter();
        super.transferFrom(from, to, tokenId);
    }
}
