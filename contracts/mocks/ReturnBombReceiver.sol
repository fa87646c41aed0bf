// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice Refuses ERC-1155 units with 100 kB of data, dear for a caller who copies it.
contract ReturnBombReceiver is ERC1155Holder {
    function onERC1155Received(address, address, uint256, uint256, bytes memory) public pure override returns (bytes4) {
        assembly {
            revert(0, 100000)
        }
    }
}
