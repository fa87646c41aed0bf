// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlacklistERC20} from "./BlacklistERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice An ERC-20 with ERC-2612 that refuses accounts on its list.
contract PermitERC20 is BlacklistERC20, ERC20Permit("Plain") {
    function _update(address from, address to, uint256 amount) internal override(ERC20, BlacklistERC20) {
        super._update(from, to, amount);
    }
}
