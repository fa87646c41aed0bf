// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC20} from "./PlainERC20.sol";

/// @notice An ERC-20 that neither pays to nor takes from accounts on its list, as USDC's does.
contract BlacklistERC20 is PlainERC20 {
    mapping(address account => bool) public isListed;

    error Blacklisted(address account);

    function setListed(address account, bool listed) external {
        isListed[account] = listed;
    }

    function _update(address from, address to, uint256 amount) internal virtual override {
        if (isListed[from]) revert Blacklisted(from);
        if (isListed[to]) revert Blacklisted(to);
        super._update(from, to, amount);
    }
}
