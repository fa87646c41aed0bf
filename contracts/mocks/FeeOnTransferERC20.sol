// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC20} from "./PlainERC20.sol";

/// @notice An ERC-20 that burns 1 % of every transfer.
contract FeeOnTransferERC20 is PlainERC20 {
    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount / 100;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}
