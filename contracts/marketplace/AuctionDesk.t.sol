// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {IVault} from "../interfaces/IVault.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";

/// @dev As in OnlyDelegated.sol, which is compiled into the desk alone.
error NotDelegated();

contract AuctionDeskTest is MarketplaceFixture {
    DeployedMarketplace internal desk;

    function setUp() public override {
        super.setUp();
        desk = DeployedMarketplace(marketplace.AUCTION_DESK());
    }

    function cancellable() internal returns (Auction memory terms, bytes32 id) {
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        return auctionItem(params);
    }

    function test_Desk_FitsIntoEip170() public view {
        assertLe(address(desk).code.length, 24_576);
        assertGt(address(desk).code.length, 0);
    }

    function test_Desk_RevertWhen_CalledItself() public {
        (Auction memory terms, ) = cancellable();
        vm.startPrank(seller);
        vm.expectRevert(NotDelegated.selector);
        desk.cancelAuction(terms);
        vm.expectRevert(NotDelegated.selector);
        desk.requestExit(1);
        vm.expectRevert(NotDelegated.selector);
        desk.addSettler(abi.encodePacked(seller));
        vm.stopPrank();
    }

    function test_Desk_WorksOnTheMarketplaceStateAndLeavesItsOwnEmpty() public {
        deposit(alice, 5 ether);
        (Auction memory terms, bytes32 id) = cancellable();
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        vm.prank(alice);
        marketplace.requestExit(2 ether);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Cancelled));
        assertEq(items.ownerOf(terms.tokenId), seller);
        assertVault(alice, 3 ether, 2 ether, 0);
        for (uint256 slot = 0; slot < 32; ++slot) assertEq(vm.load(address(desk), bytes32(slot)), bytes32(0));
    }

    /// @dev The events are the Marketplace's, and the caller is whoever called it.
    function test_Desk_SpeaksAsTheMarketplace() public {
        deposit(alice, 5 ether);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitRequested(alice, 5 ether, time() + EXIT_DELAY);
        vm.prank(alice);
        marketplace.requestExit(5 ether);
        bytes memory reason = abi.encodeWithSelector(
            IVault.ExitNotReady.selector,
            alice,
            marketplace.vaultOf(alice).exitableAt
        );
        vm.expectRevert(reason);
        vm.prank(alice);
        marketplace.executeExit(alice);
    }

    /// @dev The desk was deployed as another contract: the domain that it cached is not the one that it runs under.
    function testFuzz_Desk_HashesUnderTheMarketplaceDomain(uint64 chainId) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        (Auction memory terms, bytes32 id) = cancellable();
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionCancelled(id);
        vm.prank(seller);
        marketplace.cancelAuction(terms);
    }

    function test_Desk_RolesAreCheckedBeforeIt() public {
        bytes32 role = marketplace.SETTLER_ADMIN_ROLE();
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, alice, role));
        vm.prank(alice);
        marketplace.addSettler(abi.encodePacked(alice));
    }
}
