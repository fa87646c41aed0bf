// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC2981} from "@openzeppelin/contracts/token/common/ERC2981.sol";
import {IRoyalties} from "../interfaces/IRoyalties.sol";

/// @title Royalties
/// @notice ERC-2981 with one royalty for all tokens.
abstract contract Royalties is IRoyalties, ERC2981, AccessControl {
    /// @inheritdoc IRoyalties
    uint96 public constant MAX_ROYALTY_BPS = 1_000;

    constructor(address receiver, uint96 royaltyBps) {
        _setRoyalty(receiver, royaltyBps);
    }

    /// @inheritdoc IRoyalties
    function setRoyalty(address receiver, uint96 royaltyBps) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setRoyalty(receiver, royaltyBps);
    }

    /// @notice ERC-165.
    /// @param interfaceId ERC-165 identifier.
    /// @return Whether it is supported.
    function supportsInterface(bytes4 interfaceId) public view virtual override(ERC2981, AccessControl) returns (bool) {
        return super.supportsInterface(interfaceId);
    }

    function _setRoyalty(address receiver, uint96 royaltyBps) private {
        if (royaltyBps > MAX_ROYALTY_BPS) revert RoyaltyTooHigh(royaltyBps, MAX_ROYALTY_BPS);
        if (royaltyBps == 0) {
            receiver = address(0);
            _deleteDefaultRoyalty();
        } else {
            _setDefaultRoyalty(receiver, royaltyBps);
        }
        emit RoyaltyUpdated(receiver, royaltyBps);
    }
}
