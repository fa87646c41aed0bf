// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @notice Moves items like an ERC-721 and calls the receiver's hook, but has no ERC-165: nobody can tell what it is.
contract NoInterfaceToken {
    mapping(uint256 tokenId => address) public ownerOf;

    error ReceiverRefused(address receiver);

    function mint(address to, uint256 tokenId) external {
        ownerOf[tokenId] = to;
    }

    function transferFrom(address, address to, uint256 tokenId) external {
        ownerOf[tokenId] = to;
    }

    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata data) external {
        ownerOf[tokenId] = to;
        bytes4 answer = IERC721Receiver(to).onERC721Received(msg.sender, from, tokenId, data);
        if (answer != IERC721Receiver.onERC721Received.selector) revert ReceiverRefused(to);
    }
}
