// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {IOrderTrades} from "../interfaces/IOrderTrades.sol";
import {AccountSignature} from "../libraries/AccountSignature.sol";
import {RoyaltyLookup} from "../libraries/RoyaltyLookup.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Credit} from "./Credit.sol";
import {OrderNonces} from "./OrderNonces.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title OrderTrades
/// @notice What a signed listing and an offer have in common: the checks of what was signed, the split of the price, and the
/// moves of money and item from wallet to wallet.
abstract contract OrderTrades is Credit, EIP712, OrderNonces, IOrderTrades {
    /// @dev Checks that hold for both kinds of order.
    function _checkOrder(
        bytes32 id,
        address signer,
        bytes calldata signature,
        address token,
        uint256 expiry
    ) internal view {
        if (expiry != 0 && block.timestamp >= expiry) revert OrderExpired(id, expiry);
        // Accounts let this contract spend the currency, and ERC-20 and ERC-721 move by the same function.
        if (token == address(_currency)) revert UnsupportedToken(token);
        if (!AccountSignature.isValid(signer, id, signature)) revert InvalidSignature(signer);
    }

    /// @dev What `quantity` of the ordered units cost, at most all of them; bounded so that no sum overflows.
    function _totalOf(uint256 ordered, uint256 quantity, uint256 price) internal pure returns (uint256) {
        if (price == 0) revert ZeroPrice();
        if (price > type(uint96).max) revert AmountTooLarge(price, type(uint96).max);
        if (ordered > type(uint64).max) revert AmountTooLarge(ordered, type(uint64).max);
        unchecked {
            return quantity * price;
        }
    }

    /// @dev Who gets what of `total`: the fee is below it and the royalty at most the rest, which is the seller's.
    function _split(
        address token,
        uint256 tokenId,
        uint256 total,
        uint256 bps,
        uint256 maxRoyaltyBps
    ) internal view returns (uint256 proceeds, uint256 fee, address receiver, uint256 royalty) {
        fee = SaleSplit.feeOf(total, bps);
        if (maxRoyaltyBps != 0) {
            (receiver, royalty) = RoyaltyLookup.ask(token, tokenId, total);
            royalty =
                receiver == address(0)
                    ? 0
                    : SaleSplit.royaltyOf(total, fee, royalty, Math.min(maxRoyaltyBps, SaleSplit.BPS));
        }
        unchecked {
            proceeds = total - fee - royalty;
        }
    }

    /// @dev Takes the whole price from the buyer's wallet. What seller or royalty receiver do not take becomes their credit.
    function _pay(
        bytes32 id,
        address buyer,
        address seller,
        uint256 proceeds,
        uint256 fee,
        address royaltyReceiver,
        uint256 royalty
    ) internal {
        _payFromWallet(buyer, seller, proceeds, id);
        if (royalty != 0) {
            emit RoyaltyPaid(id, royaltyReceiver, royalty);
            _payFromWallet(buyer, royaltyReceiver, royalty, id);
        }
        _payFee(buyer, fee);
    }

    /// @dev From wallet to wallet; a failure is the token's own revert and undoes the trade. A token without code fails.
    function _move(
        TokenStandard standard,
        address token,
        uint256 tokenId,
        uint256 quantity,
        address from,
        address to
    ) internal {
        if (standard == TokenStandard.ERC721) IERC721(token).transferFrom(from, to, tokenId);
        else IERC1155(token).safeTransferFrom(from, to, tokenId, quantity, "");
    }
}
