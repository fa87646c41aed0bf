// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC721} from "./PlainERC721.sol";

/// @notice An ERC-721 that can burn an item under its owner, burns what is sent to nobody, and burns whatever it transfers once it is
/// told to.
contract BurningERC721 is PlainERC721 {
    bool public burning;

    function setBurning(bool isBurning) external {
        burning = isBurning;
    }

    function burn(uint256 tokenId) external {
        _burn(tokenId);
    }

    function transferFrom(address from, address to, uint256 tokenId) public override {
        if (to == address(0)) return _burn(tokenId);
        super.transferFrom(from, to, tokenId);
        if (burning) _burn(tokenId);
    }
}
