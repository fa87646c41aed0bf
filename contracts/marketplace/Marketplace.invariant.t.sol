// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus} from "../interfaces/IAuctions.sol";
import {Listing, ListingStatus} from "../interfaces/IListings.sol";
import {VaultAccount} from "../interfaces/IVault.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceHandler} from "../test-support/MarketplaceHandler.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice Named here, because the runner knows only what this file compiles to.
contract Handler is MarketplaceHandler {}

/// @notice What holds after whatever people do; the numbers are those of test/invariant/README.md.
contract MarketplaceInvariantTest is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler internal handler;
    DeployedMarketplace internal marketplace;
    IERC20 internal currency;
    IERC721 internal items;
    address internal treasury;
    address[] internal actors;

    function setUp() public {
        handler = new Handler();
        handler.setUp();
        (marketplace, currency, items, treasury) = handler.places();
        for (uint256 i = 0; i < handler.actorCount(); i++) actors.push(handler.actors(i));
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), handler.actions());
    }

    function invariant_MoneyAndItemsAreAllAccountedFor() public view {
        checkMoney();
        for (uint256 i = 0; i < handler.listingCount(); i++) checkListing(handler.listingAt(i));
        for (uint256 i = 0; i < handler.auctionCount(); i++) checkAuction(handler.auctionAt(i));
    }

    /// @notice 14. At the end of each play, while paused and with the relayer gone, everything gets out.
    function afterInvariant() public {
        handler.exodus();
        assertEq(marketplace.totalOwed(), 0);
        assertEq(currency.balanceOf(address(marketplace)), 0);
        for (uint256 i = 0; i < handler.listingCount(); i++)
            checkGone(handler.listingAt(i).token, handler.listingAt(i).tokenId);
        for (uint256 i = 0; i < handler.auctionCount(); i++)
            checkGone(handler.auctionAt(i).token, handler.auctionAt(i).tokenId);
    }

    function checkGone(address token, uint256 tokenId) internal view {
        if (token == address(items)) assertTrue(items.ownerOf(tokenId) != address(marketplace));
        else assertEq(IERC1155(token).balanceOf(address(marketplace), tokenId), 0);
    }

    /// @dev 1, 2 and 15.
    function checkMoney() internal view {
        uint256 owed;
        for (uint256 i = 0; i < actors.length; i++) {
            VaultAccount memory funds = marketplace.vaultOf(actors[i]);
            assertEq(funds.exiting == 0, funds.exitableAt == 0);
            owed += uint256(funds.free) + funds.exiting + funds.credit;
        }
        assertEq(marketplace.totalOwed(), owed);
        uint256 held = currency.balanceOf(address(marketplace));
        uint256 collected = currency.balanceOf(treasury);
        assertEq(held + collected, owed + handler.feesEarned());
    }

    function checkListing(Listing memory terms) internal view {
        bytes32 id = marketplace.listingId(terms);
        bool live = marketplace.getListing(id).status == ListingStatus.Active;
        checkItem(id, terms.token, terms.tokenId, live, marketplace.getListing(id).remaining);
        if (!live) assertEq(marketplace.getListing(id).remaining, 0);
    }

    function checkAuction(Auction memory terms) internal view {
        bytes32 id = marketplace.auctionId(terms);
        AuctionStatus status = marketplace.getAuction(id).status;
        bool live = status == AuctionStatus.Live || status == AuctionStatus.Finalizing;
        checkItem(id, terms.token, terms.tokenId, live, live ? terms.quantity : 0);
    }

    /// @dev 3 to 5.
    function checkItem(bytes32 id, address token, uint256 tokenId, bool live, uint256 left) internal view {
        uint256 claims;
        for (uint256 i = 0; i < actors.length; i++) {
            (, , uint256 quantity) = marketplace.claimOf(id, actors[i]);
            claims += quantity;
        }
        if (token == address(items)) {
            assertEq(items.ownerOf(tokenId) == address(marketplace), live);
            assertEq(claims, 0);
        } else {
            assertEq(IERC1155(token).balanceOf(address(marketplace), tokenId), left + claims);
        }
    }
}
