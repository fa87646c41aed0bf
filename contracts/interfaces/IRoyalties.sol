// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IRoyalties
/// @notice One ERC-2981 royalty for a whole collection, with a hard cap.
interface IRoyalties {
    /// @notice The royalty changed.
    /// @param receiver Who is paid; zero when there is no royalty.
    /// @param royaltyBps Basis points of the price.
    event RoyaltyUpdated(address receiver, uint256 royaltyBps);

    /// @notice The royalty is above the hard cap.
    error RoyaltyTooHigh(uint256 royaltyBps, uint256 maximum);

    /// @notice Sets the royalty of every token. Only the default admin; at most MAX_ROYALTY_BPS; zero removes it.
    /// @param receiver Who receives royalties.
    /// @param royaltyBps Basis points of the price.
    function setRoyalty(address receiver, uint96 royaltyBps) external;

    /// @notice The highest royalty, in basis points.
    /// @return Basis points.
    function MAX_ROYALTY_BPS() external view returns (uint96);
}
