// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title FallingPrice
/// @notice The price of a Dutch sale, escrowed or signed.
library FallingPrice {
    /// @notice Price at `time` of what starts at `price`: `price` until the fall begins, `endPrice` from its end on, and on the
    /// straight line between them, rounded up.
    /// @dev `price` is at least `endPrice`.
    /// @param fallStart Unix seconds at which the price begins to fall.
    /// @param fallEnd Unix seconds at which it reaches `endPrice`.
    function priceAt(
        uint256 price,
        uint256 endPrice,
        uint256 fallStart,
        uint256 fallEnd,
        uint256 time
    ) internal pure returns (uint256) {
        if (time <= fallStart) return price;
        if (time >= fallEnd) return endPrice;
        return price - ((price - endPrice) * (time - fallStart)) / (fallEnd - fallStart);
    }
}
