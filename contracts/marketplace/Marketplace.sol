// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionParams} from "../interfaces/IAuctions.sol";
import {TokenStandard, TransferKind} from "../interfaces/IItems.sol";
import {ListingParams} from "../interfaces/IListings.sol";
import {IMarketplace, MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {Admin} from "./Admin.sol";
import {Auctions} from "./Auctions.sol";
import {Deposits} from "./Deposits.sol";
import {AuctionDesk} from "./AuctionDesk.sol";
import {Desks} from "./Desks.sol";
import {DeskFunctions} from "./DeskFunctions.sol";
import {Fees} from "./Fees.sol";
import {Item} from "./Items.sol";
import {ListingDesk} from "./ListingDesk.sol";
import {Listings} from "./Listings.sol";
import {MarketplaceState} from "./MarketplaceState.sol";
import {Views} from "./Views.sol";
import {AccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title Marketplace
/// @notice The economic hub of a game world: listings, auctions and the vault behind one address.
/// @dev Puts the parts together and opens the door by which items come in: the token contracts' receiver hooks.
contract Marketplace is
    MarketplaceState,
    Views,
    Deposits,
    Listings,
    Auctions,
    DeskFunctions,
    IMarketplace,
    IERC721Receiver,
    IERC1155Receiver
{
    /// @param config Everything fixed at deployment.
    /// @param auctionDesk Built with the same configuration.
    /// @param listingDesk Built with the same configuration.
    constructor(
        MarketplaceConfig memory config,
        AuctionDesk auctionDesk,
        ListingDesk listingDesk
    )
        MarketplaceState(config)
        Admin(config.admin, config.adminDelay)
        Fees(config.treasury, config.feeBps)
        Desks(config, auctionDesk, listingDesk)
    {
        _addSettler(config.settler, block.timestamp);
        _addReceiptKey(config.receiptKey, block.timestamp);
        // An exit that ends before an auction can be finalized would pull the cover out from under a bid, and finalize takes
        // two calls CHALLENGE apart (MECHANISM.md 7, 8). A settler added after the grace could not rescue an auction (28), and a
        // receipt key that can sign before the hard end could make bids for an auction that has ended (20).
        if (
            address(config.currency).code.length == 0 ||
            config.challenge >= config.grace ||
            config.challenge >= config.exitMargin ||
            config.settlerDelay >= config.grace ||
            config.settlerDelay < config.extensionLimit ||
            config.extensionLimit >= config.maxAuction ||
            config.extensionWindow > config.extensionLimit ||
            uint256(config.exitDelay) < uint256(config.maxAuction) + config.grace + config.exitMargin
        ) revert InvalidConfig();
    }

    /// @inheritdoc IMarketplace
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @inheritdoc IMarketplace
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @notice Lists or auctions an ERC-721 item that its owner sends with `safeTransferFrom`.
    /// @param from Owner, who becomes the seller.
    /// @param data ABI encoding of a TransferKind and ListingParams or AuctionParams.
    /// @param tokenId Item that was sent.
    /// @return Its own selector, which accepts the item.
    function onERC721Received(address, address from, uint256 tokenId, bytes calldata data) external returns (bytes4) {
        _requireCode(msg.sender);
        _receiveItem(Item(TokenStandard.ERC721, msg.sender, tokenId, 1), from, data);
        return this.onERC721Received.selector;
    }

    /// @notice Lists or auctions an ERC-1155 stack that its owner sends with `safeTransferFrom`.
    /// @param operator Who sent the transfer; the Marketplace itself when it pulls a stack that is being listed already.
    /// @param from Owner, who becomes the seller.
    /// @param data ABI encoding of a TransferKind and ListingParams or AuctionParams.
    /// @param tokenId Token that was sent.
    /// @param quantity Units that were sent.
    /// @return Its own selector, which accepts the units.
    function onERC1155Received(
        address operator,
        address from,
        uint256 tokenId,
        uint256 quantity,
        bytes calldata data
    ) external returns (bytes4) {
        if (operator != address(this)) {
            _requireCode(msg.sender);
            _receiveItem(Item(TokenStandard.ERC1155, msg.sender, tokenId, quantity), from, data);
        }
        return this.onERC1155Received.selector;
    }

    /// @notice Always reverts: send one token a transfer.
    /// @return Nothing: it reverts.
    function onERC1155BatchReceived(
        address,
        address,
        uint256[] calldata,
        uint256[] calldata,
        bytes calldata
    ) external pure returns (bytes4) {
        revert BatchNotSupported();
    }

    /// @inheritdoc IMarketplace
    function currency() external view returns (IERC20) {
        return _currency;
    }

    /// @inheritdoc IMarketplace
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice ERC-165.
    /// @param interfaceId ERC-165 identifier.
    /// @return Whether it is supported.
    function supportsInterface(
        bytes4 interfaceId
    ) public view override(AccessControlDefaultAdminRules, IERC165) returns (bool) {
        return
            interfaceId == type(IERC721Receiver).interfaceId ||
            interfaceId == type(IERC1155Receiver).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _receiveItem(Item memory item, address from, bytes calldata data) private nonReentrant whenNotPaused {
        // ERC-20 and ERC-721 move by the same function: as an item the currency would leave with others' money.
        if (item.token == address(_currency)) revert UnsupportedToken(item.token);
        // A minted item has no owner who could be paid or take it back.
        _checkRecipient(from);
        // Of fewer bytes than a word this is no kind: its lowest byte is zero.
        uint256 kind = uint256(bytes32(data));
        if (kind == uint256(TransferKind.Listing)) {
            if (data.length != 6 * 32) revert InvalidTransferData(data.length);
            _openListing(item, from, _listingParams(data));
        } else if (kind == uint256(TransferKind.Auction)) {
            if (data.length != 5 * 32) revert InvalidTransferData(data.length);
            _openAuction(item, from, _auctionParams(data));
        } else {
            if (data.length < 32) revert InvalidTransferData(data.length);
            revert UnknownTransferKind(kind);
        }
    }

    /// @dev What follows the kind, where it lies: all of its members are one word each.
    function _listingParams(bytes calldata data) private pure returns (ListingParams calldata params) {
        assembly ("memory-safe") {
            params := add(data.offset, 0x20)
        }
    }

    /// @dev As above.
    function _auctionParams(bytes calldata data) private pure returns (AuctionParams calldata params) {
        assembly ("memory-safe") {
            params := add(data.offset, 0x20)
        }
    }
}
