// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @title SlowReceiver
/// @notice Accepts ERC-1155 units, after it used up a given amount of gas.
contract SlowReceiver is ERC1155Holder {
    uint256 private immutable _gas;

    constructor(uint256 gas_) {
        _gas = gas_;
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 tokenId,
        uint256 quantity,
        bytes memory data
    ) public override returns (bytes4) {
        uint256 begun = gasleft();
        uint256 spent;
        while (spent < _gas) spent = begun - gasleft();
        return super.onERC1155Received(operator, from, tokenId, quantity, data);
    }
}
