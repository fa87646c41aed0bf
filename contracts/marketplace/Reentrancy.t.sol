// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, Settlement} from "../interfaces/IAuctions.sol";
import {Bid, Presentation, Receipt} from "../interfaces/IBids.sol";
import {Listing, Permit, Purchase} from "../interfaces/IListings.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {Reentrant} from "../mocks/Reentrant.sol";
import {ReentrantERC20} from "../mocks/ReentrantERC20.sol";
import {ReentrantERC721} from "../mocks/ReentrantERC721.sol";
import {ReentrantReceiver} from "../mocks/ReentrantReceiver.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @notice Every external call that the Marketplace makes, calling back into everything that it guards.
contract ReentrancyTest is MarketplaceFixture {
    /// @dev `currency` with its hook.
    Reentrant internal money;
    ReentrantERC721 internal hostile;
    ReentrantReceiver internal receiver;
    uint256 private _lastHostile;

    function newCurrency() internal override returns (PlainERC20) {
        ReentrantERC20 token = new ReentrantERC20();
        money = token;
        return token;
    }

    function setUp() public override {
        super.setUp();
        hostile = new ReentrantERC721();
        receiver = new ReentrantReceiver();
        deposit(alice, 10_000 ether);
        fund(alice, 10_000 ether);
    }

    /// @dev All that is guarded. What the calls say does not matter: the guard comes first, the token of the hooks apart.
    function guardedCalls() internal view returns (bytes[] memory calls) {
        Listing memory listing = listingTerms(address(items), 1, 1, listingParams());
        Auction memory auction = auctionTerms(address(items), 1, 1, auctionParams());
        Withdrawal memory consent = Withdrawal(1, carol, 1, NOW);
        Permit memory permit = Permit(PRICE, NOW, 27, 0, 0);
        Bid memory bid = Bid(alice, PRICE);
        calls = new bytes[](22);
        calls[0] = abi.encodeCall(marketplace.buy, (listing, 1, PRICE, carol));
        calls[1] = abi.encodeCall(marketplace.list, (address(items), 1, 1, listingParams()));
        calls[2] = abi.encodeCall(marketplace.cancelListing, (listing));
        calls[3] = abi.encodeCall(marketplace.createAuction, (address(items), 1, 1, auctionParams()));
        calls[4] = abi.encodeCall(marketplace.cancelAuction, (auction));
        calls[5] = abi.encodeCall(
            marketplace.settleAuction,
            (auction, Settlement(alice, PRICE, 1, NOW), PRICE, new bytes(65), new bytes(65))
        );
        calls[6] = abi.encodeCall(marketplace.finalizeAuction, (auction));
        calls[7] = abi.encodeCall(marketplace.deposit, (carol, 1));
        calls[8] = abi.encodeCall(marketplace.withdraw, (consent, new bytes(65)));
        calls[9] = abi.encodeCall(marketplace.executeExit, (carol));
        calls[10] = abi.encodeCall(marketplace.withdrawCredit, (carol));
        calls[11] = abi.encodeCall(marketplace.claimItem, (bytes32(0), carol));
        calls[12] = abi.encodeCall(marketplace.collectFees, ());
        calls[13] = abi.encodeCall(marketplace.buyMany, (new Purchase[](0), PRICE, carol));
        calls[14] = abi.encodeCall(marketplace.buyWithPermit, (listing, 1, PRICE, carol, permit));
        calls[15] = abi.encodeCall(marketplace.buyWithCredit, (listing, 1, PRICE, carol));
        calls[16] = abi.encodeCall(marketplace.buyoutAuction, (auction, carol, false));
        calls[17] = abi.encodeCall(marketplace.postBid, (auction, PRICE, false));
        calls[18] = abi.encodeCall(marketplace.extendAuction, (auction, uint64(NOW), new bytes(65)));
        calls[19] = abi.encodeCall(marketplace.cancelRunningAuction, (auction, NOW, new bytes(65)));
        calls[20] = abi.encodeCall(
            marketplace.presentBid,
            (auction, bid, new bytes(65), Receipt(PRICE, 1, uint64(NOW), 0), new bytes32[](0), new bytes(65))
        );
        calls[21] = abi.encodeCall(marketplace.presentBids, (new Presentation[](0)));
    }

    function assertGuarded(Reentrant caller) internal view {
        assertTrue(caller.called(), "the hook was not reached");
        assertFalse(caller.succeeded(), "the call got in");
        assertEq(
            caller.returned(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    function newHostile() internal returns (uint256 tokenId) {
        tokenId = ++_lastHostile;
        hostile.mint(seller, tokenId);
    }

    function listHostile() internal returns (Listing memory terms) {
        terms = listingTerms(address(hostile), newHostile(), 1, listingParams());
        hostile.setCall(address(0), "");
        vm.prank(seller);
        hostile.safeTransferFrom(seller, address(marketplace), terms.tokenId, listingData(listingParams()));
    }

    function auctionHostile(AuctionParams memory params) internal returns (Auction memory terms) {
        terms = auctionTerms(address(hostile), newHostile(), 1, params);
        hostile.setCall(address(0), "");
        vm.prank(seller);
        hostile.safeTransferFrom(seller, address(marketplace), terms.tokenId, auctionData(params));
    }

    // From an ERC-721 transfer

    function test_Reentrancy_FromAnItemOnItsWayIn() public {
        vm.prank(seller);
        hostile.setApprovalForAll(address(marketplace), true);
        bytes[] memory calls = guardedCalls();
        for (uint256 i = 0; i < calls.length; i++) {
            uint256 tokenId = newHostile();
            hostile.setCall(address(marketplace), calls[i]);
            vm.prank(seller);
            if (i % 2 == 0) marketplace.list(address(hostile), tokenId, 1, listingParams());
            else marketplace.createAuction(address(hostile), tokenId, 1, auctionParams());
            assertGuarded(hostile);
            assertEq(hostile.ownerOf(tokenId), address(marketplace));
        }
    }

    function test_Reentrancy_FromAnItemOnItsWayOut() public {
        bytes[] memory calls = guardedCalls();
        for (uint256 i = 0; i < calls.length; i++) {
            Listing memory terms = listHostile();
            hostile.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.buy(terms, 1, PRICE, alice);
            assertGuarded(hostile);
            assertEq(hostile.ownerOf(terms.tokenId), alice);
        }
    }

    function test_Reentrancy_FromAnItemOnItsWayBack() public {
        bytes[] memory calls = guardedCalls();
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        for (uint256 i = 0; i < calls.length; i++) {
            Listing memory listing = listHostile();
            hostile.setCall(address(marketplace), calls[i]);
            vm.prank(seller);
            marketplace.cancelListing(listing);
            assertGuarded(hostile);
            assertEq(hostile.ownerOf(listing.tokenId), seller);

            Auction memory auction = auctionHostile(params);
            hostile.setCall(address(marketplace), calls[i]);
            vm.prank(seller);
            marketplace.cancelAuction(auction);
            assertGuarded(hostile);
        }
    }

    function test_Reentrancy_FromASettlementAndAFinalize() public {
        bytes[] memory calls = guardedCalls();
        for (uint256 i = 0; i < calls.length; i++) {
            vm.warp(NOW);
            Auction memory first = auctionHostile(auctionParams());
            Auction memory second = auctionHostile(auctionParams());
            warpToSettlement(first);
            hostile.setCall(address(marketplace), calls[i]);
            settleForAlice(first, RESERVE);
            assertGuarded(hostile);

            warpToFinalize(second);
            marketplace.finalizeAuction(second);
            vm.warp(time() + CHALLENGE);
            hostile.setCall(address(marketplace), calls[i]);
            marketplace.finalizeAuction(second);
            assertGuarded(hostile);
        }
    }

    function test_Reentrancy_NothingIsListedFromATransfer() public {
        // The hooks are guarded as well: a token cannot list from within another trade of its own.
        bytes memory call = abi.encodeCall(
            IERC721Receiver.onERC721Received,
            (seller, seller, 77, listingData(listingParams()))
        );
        Listing memory terms = listHostile();
        hostile.setCall(address(marketplace), call);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertGuarded(hostile);
    }

    // From an ERC-1155 receiver

    function test_Reentrancy_FromAReceiver() public {
        bytes[] memory calls = guardedCalls();
        (Listing memory terms, bytes32 id) = listStack(calls.length, listingParams());
        for (uint256 i = 0; i < calls.length; i++) {
            receiver.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.buy(terms, 1, PRICE, address(receiver));
            assertGuarded(receiver);
            assertEq(stacks.balanceOf(address(receiver), terms.tokenId), i + 1);
        }
        (, , uint256 claimed) = marketplace.claimOf(id, alice);
        assertEq(claimed, 0);
    }

    function test_Reentrancy_FromAReceiverWhoListsWhatHeJustBought() public {
        (Listing memory terms, ) = listStack(3, listingParams());
        receiver.setCall(
            address(stacks),
            abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,uint256,bytes)",
                address(receiver),
                address(marketplace),
                terms.tokenId,
                3,
                listingData(listingParams())
            )
        );
        vm.prank(alice);
        marketplace.buy(terms, 3, 3 * PRICE, address(receiver));
        assertGuarded(receiver);
        assertEq(stacks.balanceOf(address(receiver), terms.tokenId), 3);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 0);
    }

    function test_Reentrancy_FromAClaim() public {
        (Listing memory terms, bytes32 id) = listStack(5, listingParams());
        // Refused by the currency's contract, which has no hook.
        vm.prank(alice);
        marketplace.buy(terms, 5, 5 * PRICE, address(currency));
        receiver.setCall(address(marketplace), abi.encodeCall(marketplace.claimItem, (id, address(receiver))));
        vm.prank(alice);
        marketplace.claimItem(id, address(receiver));
        assertGuarded(receiver);
        assertEq(stacks.balanceOf(address(receiver), terms.tokenId), 5);
    }

    // From the currency

    /// @dev Whatever happens inside, what is held covers what is owed.
    function assertCovered() internal view {
        assertGe(currency.balanceOf(address(marketplace)), marketplace.totalOwed());
    }

    function test_Reentrancy_FromTheCurrency() public {
        bytes[] memory calls = guardedCalls();
        (Listing memory terms, ) = listStack(calls.length, listingParams());
        for (uint256 i = 0; i < calls.length; i++) {
            money.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.deposit(alice, 1 ether);
            assertGuarded(money);

            money.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.buy(terms, 1, PRICE, alice);
            assertGuarded(money);

            Withdrawal memory consent = consentTo(1 ether, carol);
            bytes memory signed = signWithdrawal(settlerKey, alice, consent);
            money.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.withdraw(consent, signed);
            assertGuarded(money);

            money.setCall(address(marketplace), calls[i]);
            marketplace.collectFees();
            assertGuarded(money);
            assertCovered();
        }
    }

    function test_Reentrancy_FromTheCurrencyAtASettlementAndAnExit() public {
        bytes[] memory calls = guardedCalls();
        for (uint256 i = 0; i < calls.length; i++) {
            vm.warp(NOW);
            (Auction memory terms, ) = auctionItem(auctionParams());
            warpToSettlement(terms);
            money.setCall(address(marketplace), calls[i]);
            settleForAlice(terms, RESERVE);
            assertGuarded(money);
            assertCovered();

            vm.prank(alice);
            marketplace.requestExit(1 ether);
            vm.warp(time() + EXIT_DELAY);
            money.setCall(address(marketplace), calls[i]);
            vm.prank(alice);
            marketplace.executeExit(carol);
            assertGuarded(money);
            assertCovered();
        }
    }

    function test_Reentrancy_FromTheCurrencyAtPurchasesOfEveryKind() public {
        bytes[] memory calls = guardedCalls();
        Purchase[] memory purchases = new Purchase[](1);
        (purchases[0].terms, ) = listStack(3 * calls.length, listingParams());
        (purchases[0].quantity, purchases[0].maxTotal) = (1, PRICE);
        Permit memory permit = Permit(PRICE, NOW, 27, 0, 0);
        for (uint256 i = 0; i < calls.length; i++) {
            vm.startPrank(alice);
            money.setCall(address(marketplace), calls[i]);
            marketplace.buyMany(purchases, PRICE, alice);
            assertGuarded(money);
            money.setCall(address(marketplace), calls[i]);
            marketplace.buyWithPermit(purchases[0].terms, 1, PRICE, alice, permit);
            assertGuarded(money);
            money.setCall(address(marketplace), calls[i]);
            marketplace.buyWithCredit(purchases[0].terms, 1, PRICE, alice);
            assertGuarded(money);
            vm.stopPrank();
            assertCovered();
        }
    }

    function test_Reentrancy_FromTheCurrencyAtAPostAndABuyout() public {
        bytes[] memory calls = guardedCalls();
        AuctionParams memory params = auctionParams();
        setBuyout(params, 5 * RESERVE);
        fund(alice, 6 * RESERVE * calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            (Auction memory terms, ) = auctionItem(params);
            vm.startPrank(alice);
            money.setCall(address(marketplace), calls[i]);
            marketplace.postBid(terms, RESERVE, false);
            assertGuarded(money);
            money.setCall(address(marketplace), calls[i]);
            marketplace.buyoutAuction(terms, alice, false);
            assertGuarded(money);
            vm.stopPrank();
            assertCovered();
        }
    }

    // What is not guarded

    function test_Reentrancy_AnExitAskedForDuringADepositIsPaidForOrUndone() public {
        // The currency itself is the account, so that the exit that it asks for from the hook is its own.
        address account = address(currency);
        currency.mint(account, 5 ether);
        vm.prank(account);
        currency.approve(address(marketplace), 5 ether);
        uint256 owed = marketplace.totalOwed();

        money.setCall(address(marketplace), abi.encodeCall(IVault.requestExit, (5 ether)));
        vm.prank(account);
        marketplace.deposit(account, 5 ether);
        assertTrue(money.succeeded());
        assertVault(account, 0, 5 ether, 0);
        assertEq(marketplace.totalOwed(), owed + 5 ether);
        assertCovered();
    }

    function test_Reentrancy_APriceChangedDuringThePurchaseIsOfNoEffectOnIt() public {
        // The seller is the hostile token itself and raises the price while its own item is being handed over.
        seller = address(hostile);
        uint256 tokenId = newHostile();
        ReentrantERC721 token = hostile;
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), tokenId, listingData(listingParams()));
        Listing memory terms = listingTerms(address(token), tokenId, 1, listingParams());
        token.setCall(address(marketplace), abi.encodeCall(marketplace.updatePrice, (terms, 2 * PRICE)));
        vm.prank(alice);
        assertEq(marketplace.buy(terms, 1, PRICE, alice), PRICE);
        assertTrue(token.called());
        assertFalse(token.succeeded());
        assertEq(token.ownerOf(tokenId), alice);
    }

    function test_Reentrancy_TheBatchHookIsClosedToo() public {
        uint256[] memory none = new uint256[](0);
        receiver.setCall(
            address(marketplace),
            abi.encodeCall(IERC1155Receiver.onERC1155BatchReceived, (alice, alice, none, none, ""))
        );
        (Listing memory terms, ) = listStack(1, listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, address(receiver));
        assertTrue(receiver.called());
        assertFalse(receiver.succeeded());
    }
}
