// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlacklistERC20} from "./BlacklistERC20.sol";

/// @notice An ERC-20 that burns 1 % of every transfer, and neither pays to nor takes from accounts on its list.
contract FeeOnTransferERC20 is BlacklistERC20 {
    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount / 100;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}
