// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ICredits
/// @notice The game's currency: ERC-20 with 18 decimals and ERC-2612 permit, whose supply has a cap for ever.
/// @dev Above the cap `mint` reverts with `ERC20ExceededCap(increasedSupply, cap)`; a cap of zero or above `MAX_CAP` is
/// refused at deployment with `ERC20InvalidCap(cap)`.
interface ICredits {
    /// @notice Creates Credits. Only the minter.
    /// @param to Who receives them.
    /// @param amount Amount in the smallest unit, 10^-18 of a Credit.
    function mint(address to, uint256 amount) external;

    /// @notice The role that may mint.
    /// @return Identifier of the role.
    function MINTER_ROLE() external view returns (bytes32);

    /// @notice The highest cap that can be chosen: 2^96 - 1, so that every price, bid and sum of balances fits 96 bits.
    /// @return Smallest unit.
    function MAX_CAP() external view returns (uint256);
}
