// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice OpenZeppelin's ERC-721 as it is; anyone mints.
contract PlainERC721 is ERC721("Plain", "P721") {
    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }
}
