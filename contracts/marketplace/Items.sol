// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IItems, TokenStandard} from "../interfaces/IItems.sol";
import {BoundedCall} from "../libraries/BoundedCall.sol";
import {Recipients} from "./Recipients.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

/// @notice An item on its way into or out of escrow.
/// @param standard Which token standard it follows.
/// @param token ERC-721 or ERC-1155 contract.
/// @param tokenId Token within its contract.
/// @param quantity Units; 1 for ERC-721.
struct Item {
    TokenStandard standard;
    address token;
    uint256 tokenId;
    uint256 quantity;
}

/// @title Items
/// @notice Items into escrow and out again (MECHANISM.md 31 to 33).
abstract contract Items is ReentrancyGuardTransient, Recipients {
    using BoundedCall for address;

    /// @notice Gas that an ERC-1155 contract and the receiver's hook together may use.
    uint256 public constant DELIVERY_GAS = 250_000;

    mapping(bytes32 id => mapping(address owner => Item)) internal _claims;

    /// @dev Takes an approved item of the caller's into escrow; a failure is the token's own revert.
    function _pull(Item memory item) internal {
        if (item.standard == TokenStandard.ERC721) {
            IERC721(item.token).transferFrom(msg.sender, address(this), item.tokenId);
        } else {
            IERC1155(item.token).safeTransferFrom(msg.sender, address(this), item.tokenId, item.quantity, "");
        }
    }

    /// @dev Hands over a sold item. An ERC-721 item that cannot move undoes the sale; a refused ERC-1155 delivery does not:
    /// the buyer or winner keeps a claim.
    function _deliver(bytes32 id, Item memory item, address owner, address recipient) internal {
        if (item.standard == TokenStandard.ERC1155) {
            _deliverOrClaim(id, item, owner, recipient);
        } else if (!item.token.tryCall(_moveCall(item, address(this), recipient))) {
            revert IItems.TradeFailed(id);
        }
    }

    /// @dev The same without undoing anything, and with a cap on the gas of an ERC-721 contract: false when it cannot move.
    function _tryDeliver(bytes32 id, Item memory item, address owner, address recipient) internal returns (bool) {
        if (item.standard == TokenStandard.ERC721) {
            return item.token.tryCallCapped(DELIVERY_GAS, _moveCall(item, address(this), recipient));
        }
        _deliverOrClaim(id, item, owner, recipient);
        return true;
    }

    /// @dev Hands an unsold item back. Never reverts for what token or seller do: the seller keeps a claim.
    function _giveBack(bytes32 id, Item memory item, address seller) internal {
        _deliverOrClaim(id, item, seller, seller);
    }

    /// @dev Which standard a token of an approved item follows.
    function _standardOf(address token) internal view returns (TokenStandard) {
        if (ERC165Checker.supportsERC165InterfaceUnchecked(token, type(IERC721).interfaceId)) {
            return TokenStandard.ERC721;
        }
        _requireStandard(token, type(IERC1155).interfaceId);
        return TokenStandard.ERC1155;
    }

    /// @dev Who calls a token's hook is taken for one if it has code. Asking it would tell no more: a hostile one would agree.
    function _requireCode(address token) internal view {
        if (token.code.length == 0) revert IItems.UnsupportedToken(token);
    }

    function _requireStandard(address token, bytes4 interfaceId) private view {
        if (!ERC165Checker.supportsERC165InterfaceUnchecked(token, interfaceId)) revert IItems.UnsupportedToken(token);
    }

    function _checkQuantity(TokenStandard standard, uint256 quantity) internal pure {
        if (quantity == 0) revert ZeroQuantity();
        if (standard == TokenStandard.ERC721 && quantity != 1) revert IItems.NotASingleItem(quantity);
        if (quantity > type(uint64).max) revert AmountTooLarge(quantity, type(uint64).max);
    }

    function _deliverOrClaim(bytes32 id, Item memory item, address owner, address recipient) private {
        if (item.token.tryCallCapped(DELIVERY_GAS, _moveCall(item, address(this), recipient))) return;
        Item storage claim = _claims[id][owner];
        claim.standard = item.standard;
        claim.token = item.token;
        claim.tokenId = item.tokenId;
        claim.quantity += item.quantity;
        emit IItems.DeliveryRefused(id, owner, item.token, item.tokenId, item.quantity);
    }

    function _moveCall(Item memory item, address from, address to) internal pure returns (bytes memory) {
        return
            item.standard == TokenStandard.ERC721
                ? abi.encodeCall(IERC721.transferFrom, (from, to, item.tokenId))
                : abi.encodeCall(IERC1155.safeTransferFrom, (from, to, item.tokenId, item.quantity, ""));
    }
}
