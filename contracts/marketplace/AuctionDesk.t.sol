// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {Bid, Presentation, Receipt} from "../interfaces/IBids.sol";
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

    /// @dev Every function of the desk. What the calls say does not matter.
    function callsOf(Auction memory terms) internal view returns (bytes[] memory calls) {
        calls = new bytes[](22);
        calls[0] = abi.encodeCall(desk.addSettler, (abi.encodePacked(seller)));
        calls[1] = abi.encodeCall(desk.removeSettler, (abi.encodePacked(settler)));
        calls[2] = abi.encodeCall(desk.burnNonce, (1));
        calls[3] = abi.encodeCall(desk.burnNonceFor, (0, 1, new bytes(65)));
        calls[4] = abi.encodeCall(desk.addReceiptKey, (abi.encodePacked(seller)));
        calls[5] = abi.encodeCall(desk.removeReceiptKey, (abi.encodePacked(seller)));
        calls[6] = abi.encodeCall(desk.setBidKey, (abi.encodePacked(seller), 1));
        calls[7] = abi.encodeCall(desk.allowBidVerifier, (seller));
        calls[8] = abi.encodeCall(desk.requestExit, (1));
        calls[9] = abi.encodeCall(desk.cancelExit, ());
        calls[10] = abi.encodeCall(desk.executeExit, (seller));
        calls[11] = abi.encodeCall(desk.withdrawCredit, (seller));
        calls[12] = abi.encodeCall(desk.claimItem, (0, seller));
        calls[13] = abi.encodeCall(desk.cancelAuction, (terms));
        calls[14] = abi.encodeCall(desk.cancelRunningAuction, (terms, NOW, new bytes(65)));
        calls[15] = abi.encodeCall(desk.finalizeAuction, (terms));
        calls[16] = abi.encodeCall(desk.postBid, (terms, PRICE, false));
        calls[17] = abi.encodeCall(desk.extendAuction, (terms, uint64(NOW), new bytes(65)));
        calls[18] = abi.encodeCall(desk.buyoutAuction, (terms, seller, false));
        calls[19] = abi.encodeCall(
            desk.settleAuction,
            (terms, Settlement(alice, PRICE, 1, NOW), PRICE, new bytes(65), new bytes(65))
        );
        calls[20] = abi.encodeCall(
            desk.presentBid,
            (
                terms,
                Bid(alice, PRICE),
                new bytes(65),
                Receipt(PRICE, 1, uint64(NOW), 0),
                new bytes32[](0),
                new bytes(65)
            )
        );
        calls[21] = abi.encodeCall(desk.presentBids, (new Presentation[](0)));
    }

    function test_Desk_RevertWhen_CalledItself() public {
        (Auction memory terms, ) = cancellable();
        bytes[] memory calls = callsOf(terms);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(seller);
            (bool success, bytes memory answer) = address(desk).call(calls[i]);
            assertFalse(success);
            assertEq(answer, abi.encodeWithSelector(NotDelegated.selector));
        }
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
