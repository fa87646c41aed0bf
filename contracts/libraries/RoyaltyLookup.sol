// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BoundedCall} from "./BoundedCall.sol";
import {SaleSplit} from "./SaleSplit.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";

/// @title RoyaltyLookup
/// @notice Asks a collection for its ERC-2981 royalty and believes nothing else of it: not that it answers, returns two words,
/// or spares the caller's gas.
library RoyaltyLookup {
    /// @notice Gas that a collection may use to answer.
    uint256 internal constant ROYALTY_GAS = 50_000;

    /// @dev The receiver is zero when there is none to pay: the collection has no ERC-2981, failed, answered nonsense, or
    /// names this contract, where a royalty could not be told from fees.
    function ask(
        address token,
        uint256 tokenId,
        uint256 salePrice
    ) internal view returns (address receiver, uint256 amount) {
        bytes memory data = abi.encodeCall(IERC2981.royaltyInfo, (tokenId, salePrice));
        (bool success, uint256 first, uint256 second) = BoundedCall.tryReadCapped(token, ROYALTY_GAS, data);
        if (!success || first > type(uint160).max || first == uint160(address(this))) return (address(0), 0);
        return (address(uint160(first)), second);
    }

    /// @notice What a sale pays to whom as a royalty (MECHANISM.md 34). Where the seller allows none, nobody is asked.
    function due(
        address token,
        uint256 tokenId,
        uint256 total,
        uint256 fee,
        uint256 maxRoyaltyBps
    ) internal view returns (address receiver, uint256 royalty) {
        if (maxRoyaltyBps == 0) return (address(0), 0);
        (receiver, royalty) = ask(token, tokenId, total);
        if (receiver == address(0)) return (address(0), 0);
        royalty = SaleSplit.royaltyOf(total, fee, royalty, maxRoyaltyBps);
    }
}
