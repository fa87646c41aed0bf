// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC721} from "./PlainERC721.sol";

/// @notice An ERC-721 whose transfers do nothing once it lies; `ownerOf` then names whom it was told to name, or the truth.
contract LyingERC721 is PlainERC721 {
    bool public lying;
    address public pretended;

    /// @param owner Whom `ownerOf` names; zero for the real owner, who keeps the item.
    function lie(address owner) external {
        lying = true;
        pretended = owner;
    }

    function ownerOf(uint256 tokenId) public view override returns (address) {
        return pretended == address(0) ? super.ownerOf(tokenId) : pretended;
    }

    function transferFrom(address from, address to, uint256 tokenId) public override {
        if (!lying) super.transferFrom(from, to, tokenId);
    }
}
