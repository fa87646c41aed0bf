// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title Admin
/// @notice Who may do what. The default admin changes hands with a delay and grants the roles; no role can reach anybody's
/// item or money.
/// @dev `Pausable` comes last, so that what `Fees` adds shares its slot: a new listing reads pause and fee in one SLOAD.
abstract contract Admin is AccessControlDefaultAdminRules, Pausable {
    /// @notice May add and remove settlers and receipt keys, and allow verifiers of bid keys.
    bytes32 public constant SETTLER_ADMIN_ROLE = keccak256("SETTLER_ADMIN_ROLE");
    /// @notice May pause and unpause new business.
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");
    /// @notice May set the fee, up to its cap, and the treasury.
    bytes32 public constant FEE_ADMIN_ROLE = keccak256("FEE_ADMIN_ROLE");

    constructor(address admin, uint48 adminDelay) AccessControlDefaultAdminRules(adminDelay, admin) {
        _grantRole(SETTLER_ADMIN_ROLE, admin);
        _grantRole(PAUSER_ROLE, admin);
        _grantRole(FEE_ADMIN_ROLE, admin);
    }
}
