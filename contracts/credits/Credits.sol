// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ICredits} from "../interfaces/ICredits.sol";

/// @title Credits
/// @notice The game's currency.
contract Credits is ICredits, ERC20Capped, ERC20Permit, AccessControl {
    /// @inheritdoc ICredits
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");

    /// @inheritdoc ICredits
    uint256 public constant MAX_CAP = type(uint96).max;

    /// @param admin First admin and first minter.
    /// @param cap Most Credits that will ever exist, smallest unit; 1 to `MAX_CAP`.
    constructor(
        address admin,
        uint256 cap
    ) ERC20("Plaza Credits", "CRED") ERC20Capped(cap) ERC20Permit("Plaza Credits") {
        if (cap > MAX_CAP) revert ERC20InvalidCap(cap);
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(MINTER_ROLE, admin);
    }

    /// @inheritdoc ICredits
    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Capped) {
        super._update(from, to, value);
    }
}
