// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC20} from "./PlainERC20.sol";
import {Reentrant} from "./Reentrant.sol";

/// @notice An ERC-20 that makes the configured call in the middle of a transfer, before the money moves (as ERC-777 can).
contract ReentrantERC20 is PlainERC20, Reentrant {
    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0)) _reenter();
        super._update(from, to, amount);
    }
}
