// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SaleSplit
/// @notice Who gets what of a sale (MECHANISM.md 34). The seller gets what fee and royalty leave, so nothing is lost or made.
library SaleSplit {
    /// @dev Basis points in a whole.
    uint256 internal constant BPS = 10_000;

    /// @dev Rounded up, so that splitting a purchase never lowers the fee.
    function feeOf(uint256 total, uint256 feeBps) internal pure returns (uint256) {
        return (total * feeBps + BPS - 1) / BPS;
    }

    /// @dev What is paid of the royalty that a collection asks: never more than its cap, rounded down, nor than what the fee
    /// leaves.
    function royaltyOf(
        uint256 total,
        uint256 fee,
        uint256 asked,
        uint256 maxRoyaltyBps
    ) internal pure returns (uint256 royalty) {
        royalty = (total * maxRoyaltyBps) / BPS;
        if (asked < royalty) royalty = asked;
        if (total - fee < royalty) royalty = total - fee;
    }
}
