// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IFees} from "../interfaces/IFees.sol";
import {Listing, ListingParams} from "../interfaces/IListings.sol";
import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract FeesTest is MarketplaceFixture {
    function setFee(uint256 feeBps) internal {
        vm.prank(admin);
        marketplace.setFee(feeBps);
    }

    // constructor

    function test_Constructor_SetsFeeAndTreasury() public {
        (address auctionDesk, address listingDesk) = deployDesks(config());
        vm.expectEmit();
        emit IFees.TreasuryUpdated(treasury);
        vm.expectEmit();
        emit IFees.FeeUpdated(FEE_BPS);
        DeployedMarketplace other = deployMarketplace(config(), auctionDesk, listingDesk);
        assertEq(other.feeBps(), FEE_BPS);
        assertEq(other.treasury(), treasury);
        assertEq(other.MAX_FEE_BPS(), 1_000);
    }

    function test_Constructor_RevertWhen_FeeOrTreasuryIsWrong() public {
        MarketplaceConfig memory wrong = config();
        wrong.feeBps = 1_001;
        expectDeployRevert(wrong, abi.encodeWithSelector(IFees.FeeTooHigh.selector, 1_001, 1_000));
        wrong = config();
        wrong.treasury = address(0);
        expectDeployRevert(wrong, abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
    }

    // setFee

    function testFuzz_SetFee_RevertWhen_AboveTheCap(uint256 feeBps) public {
        feeBps = bound(feeBps, 1_001, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IFees.FeeTooHigh.selector, feeBps, 1_000));
        setFee(feeBps);
        assertEq(marketplace.feeBps(), FEE_BPS);
    }

    function testFuzz_SetFee_UpToTheCap(uint256 feeBps) public {
        feeBps = bound(feeBps, 0, 1_000);
        vm.expectEmit(address(marketplace));
        emit IFees.FeeUpdated(feeBps);
        setFee(feeBps);
        assertEq(marketplace.feeBps(), feeBps);
        assertEq(marketplace.treasury(), treasury);
        assertFalse(marketplace.paused());
    }

    function testFuzz_rule01_SetFee_TouchesOnlyWhatIsPutUpLater(uint256 feeBps) public {
        feeBps = bound(feeBps, 0, 1_000);
        fund(alice, 1_000 ether);
        (Listing memory before, bytes32 id) = listItem(listingParams());
        (, bytes32 auctionId) = auctionItem(auctionParams());
        setFee(feeBps);
        assertEq(marketplace.getListing(id).feeBps, FEE_BPS);
        assertEq(marketplace.getAuction(auctionId).feeBps, FEE_BPS);
        vm.prank(seller);
        marketplace.updatePrice(before, 200 ether);
        vm.prank(alice);
        marketplace.buy(before, 1, 200 ether, alice);
        assertEq(surplus(), 10 ether);

        Listing memory later;
        (later, id) = listItem(listingParams());
        assertEq(marketplace.getListing(id).feeBps, feeBps);
        vm.prank(alice);
        marketplace.buy(later, 1, PRICE, alice);
        assertEq(surplus(), 10 ether + (PRICE * feeBps) / 10_000);
    }

    // setTreasury

    function test_SetTreasury_RevertWhen_Invalid() public {
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        vm.prank(admin);
        marketplace.setTreasury(address(0));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        vm.prank(admin);
        marketplace.setTreasury(address(marketplace));
        assertEq(marketplace.treasury(), treasury);
    }

    function test_SetTreasury_ReceivesWhatIsCollectedNext() public {
        currency.mint(address(marketplace), 5 ether);
        vm.expectEmit(address(marketplace));
        emit IFees.TreasuryUpdated(bob);
        vm.prank(admin);
        marketplace.setTreasury(bob);
        assertEq(marketplace.treasury(), bob);
        assertEq(marketplace.feeBps(), FEE_BPS);
        marketplace.collectFees();
        assertEq(currency.balanceOf(bob), 5 ether);
        assertEq(currency.balanceOf(treasury), 0);
    }

    // collectFees

    function testFuzz_CollectFees_TakesOnlyTheSurplus(uint256 owed, uint256 exiting, uint256 strays) public {
        owed = bound(owed, 200 ether, MAX_AMOUNT);
        exiting = bound(exiting, 1, owed);
        strays = bound(strays, 0, MAX_AMOUNT);
        deposit(alice, owed);
        vm.prank(alice);
        marketplace.requestExit(exiting);
        (Auction memory terms, ) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, 200 ether);
        currency.mint(address(marketplace), strays);

        vm.expectEmit(address(marketplace));
        emit IFees.FeesCollected(treasury, 10 ether + strays);
        vm.prank(carol);
        assertEq(marketplace.collectFees(), 10 ether + strays);
        assertEq(currency.balanceOf(treasury), 10 ether + strays);
        assertEq(currency.balanceOf(address(marketplace)), owed - 200 ether);
        assertEq(marketplace.totalOwed(), owed - 200 ether);
        assertEq(marketplace.collectFees(), 0);
    }

    // the fee of a sale

    function buyAt(uint256 price, uint256 quantity, uint256 pieces) internal returns (uint256 fee) {
        fund(bob, price * quantity);
        (Listing memory terms, ) = listStack(quantity, fixedPrice(price, 0, 0));
        uint256 before = surplus();
        uint256 left = quantity;
        for (; pieces > 1 && left > 1; pieces--) {
            uint256 part = left / pieces == 0 ? 1 : left / pieces;
            vm.prank(bob);
            marketplace.buy(terms, part, part * price, bob);
            left -= part;
        }
        vm.prank(bob);
        marketplace.buy(terms, left, left * price, bob);
        return surplus() - before;
    }

    function testFuzz_rule34_Fee_IsRoundedUp(uint256 price, uint256 quantity, uint256 feeBps) public {
        price = bound(price, 1, MAX_AMOUNT);
        quantity = bound(quantity, 1, type(uint64).max);
        feeBps = bound(feeBps, 0, 1_000);
        setFee(feeBps);
        uint256 total = price * quantity;
        uint256 fee = buyAt(price, quantity, 1);
        // The least whole number that is not below the exact fee.
        assertGe(fee * 10_000, total * feeBps);
        if (fee != 0) assertLt((fee - 1) * 10_000, total * feeBps);
        assertEq(currency.balanceOf(seller) + fee, total);
        assertEq(currency.balanceOf(bob), 0);
    }

    function testFuzz_rule34_Fee_NeverFallsBySplitting(uint256 price, uint256 quantity, uint256 pieces) public {
        price = bound(price, 1, 1_000_000);
        quantity = bound(quantity, 1, 1_000);
        pieces = bound(pieces, 2, 8);
        uint256 whole = buyAt(price, quantity, 1);
        uint256 split = buyAt(price, quantity, pieces);
        assertGe(split, whole);
        assertLe(split, whole + pieces - 1);
    }

    function test_rule34_Fee_OfTheSmallestSales() public {
        assertEq(buyAt(1, 1, 1), 1);
        assertEq(buyAt(20, 1, 1), 1);
        assertEq(buyAt(21, 1, 1), 2);
        setFee(0);
        assertEq(buyAt(1, 1, 1), 0);
    }
}
