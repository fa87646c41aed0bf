// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice Burns all gas that the ERC-1155 hook gets.
contract GasBurningReceiver is ERC1155Holder {
    function onERC1155Received(address, address, uint256, uint256, bytes memory) public pure override returns (bytes4) {
        // INVALID takes all gas of its frame.
        assembly ("memory-safe") {
            invalid()
        }
    }
}
