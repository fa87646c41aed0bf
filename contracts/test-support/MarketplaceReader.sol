// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionState} from "../interfaces/IAuctions.sol";
import {BidKey} from "../interfaces/IBidKeys.sol";
import {Post, Presented} from "../interfaces/IBids.sol";
import {ListingState} from "../interfaces/IListings.sol";
import {IMarketplace} from "../interfaces/IMarketplace.sol";
import {VaultAccount} from "../interfaces/IVault.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice What to look at.
struct Subjects {
    IMarketplace marketplace;
    IERC721 items;
    IERC1155 stacks;
    address[] accounts;
    uint256[] itemIds;
    uint256 stackId;
    bytes32[] listings;
    bytes32[] auctions;
    address[] bidders;
    bytes32[] keyHashes;
}

/// @notice How all of it stands, in the order of the subjects.
struct Snapshot {
    uint256[] money;
    VaultAccount[] vaults;
    uint256[] units;
    address[] owners;
    ListingState[] listings;
    AuctionState[] auctions;
    Post[] posts;
    Presented[2][] presented;
    BidKey[] keys;
    uint256 totalOwed;
}

/// @title MarketplaceReader
/// @notice Reads everything that the reference model knows in one call, as a test compares after each of thousands of steps.
contract MarketplaceReader {
    function read(Subjects calldata subjects) external view returns (Snapshot memory snapshot) {
        _readAccounts(subjects, snapshot);
        snapshot.owners = new address[](subjects.itemIds.length);
        for (uint256 i = 0; i < subjects.itemIds.length; ++i) {
            snapshot.owners[i] = subjects.items.ownerOf(subjects.itemIds[i]);
        }
        snapshot.listings = new ListingState[](subjects.listings.length);
        for (uint256 i = 0; i < subjects.listings.length; ++i) {
            snapshot.listings[i] = subjects.marketplace.getListing(subjects.listings[i]);
        }
        _readAuctions(subjects, snapshot);
        snapshot.keys = new BidKey[](subjects.bidders.length);
        for (uint256 i = 0; i < subjects.bidders.length; ++i) {
            snapshot.keys[i] = subjects.marketplace.bidKeyOf(subjects.bidders[i], subjects.keyHashes[i]);
        }
        snapshot.totalOwed = subjects.marketplace.totalOwed();
    }

    function _readAuctions(Subjects calldata subjects, Snapshot memory snapshot) private view {
        uint256 count = subjects.auctions.length;
        snapshot.auctions = new AuctionState[](count);
        snapshot.posts = new Post[](count);
        snapshot.presented = new Presented[2][](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 id = subjects.auctions[i];
            snapshot.auctions[i] = subjects.marketplace.getAuction(id);
            snapshot.posts[i] = subjects.marketplace.postOf(id);
            snapshot.presented[i] = subjects.marketplace.presentedOf(id);
        }
    }

    function _readAccounts(Subjects calldata subjects, Snapshot memory snapshot) private view {
        IERC20 currency = subjects.marketplace.currency();
        uint256 count = subjects.accounts.length;
        snapshot.money = new uint256[](count);
        snapshot.vaults = new VaultAccount[](count);
        snapshot.units = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            address account = subjects.accounts[i];
            snapshot.money[i] = currency.balanceOf(account);
            snapshot.vaults[i] = subjects.marketplace.vaultOf(account);
            snapshot.units[i] = subjects.stacks.balanceOf(account, subjects.stackId);
        }
    }
}
