// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems, TokenStandard} from "../interfaces/IItems.sol";
import {IListings, Listing, ListingParams, ListingStatus} from "../interfaces/IListings.sol";
import {IMarketplace, MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {NoInterfaceToken} from "../mocks/NoInterfaceToken.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IAccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

contract MarketplaceTest is MarketplaceFixture {
    // constructor

    function expectRefused(MarketplaceConfig memory wrong) internal {
        expectDeployRevert(wrong, abi.encodeWithSelector(IMarketplace.InvalidConfig.selector));
    }

    function test_Constructor_FixesWhatItIsGiven() public view {
        assertEq(address(marketplace.currency()), address(currency));
        assertEq(marketplace.CHALLENGE(), CHALLENGE);
        assertEq(marketplace.GRACE(), GRACE);
        assertEq(marketplace.MAX_AUCTION(), MAX_AUCTION);
        assertEq(marketplace.EXTENSION_LIMIT(), EXTENSION_LIMIT);
        assertEq(marketplace.EXIT_DELAY(), EXIT_DELAY);
        assertEq(marketplace.SETTLER_DELAY(), SETTLER_DELAY);
        assertEq(marketplace.MAX_SETTLEMENT_AHEAD(), 1 hours);
        assertEq(marketplace.MAX_WITHDRAWAL_AHEAD(), 10 minutes);
        assertEq(marketplace.MAX_START_AHEAD(), 30 days);
        assertEq(marketplace.MIN_INCREMENT_BPS(), 100);
        assertEq(marketplace.DELIVERY_GAS(), 250_000);
    }

    function test_Constructor_FitsIntoOneContract() public view {
        assertLe(address(marketplace).code.length, 24_576);
    }

    function test_Constructor_RevertWhen_TheCurrencyHasNoCode() public {
        MarketplaceConfig memory wrong = config();
        wrong.currency = IERC20(address(0));
        expectRefused(wrong);
        wrong.currency = IERC20(alice);
        expectRefused(wrong);
    }

    function test_rule07_rule28_Constructor_RevertWhen_TheGraceIsTooShort() public {
        MarketplaceConfig memory wrong = config();
        wrong.challenge = uint40(GRACE);
        expectRefused(wrong);
        wrong.challenge = uint40(GRACE - 1);
        deployMarketplace(wrong);

        wrong = config();
        wrong.settlerDelay = uint40(GRACE);
        expectRefused(wrong);
        wrong.settlerDelay = uint40(GRACE - 1);
        deployMarketplace(wrong);
    }

    /// @dev Whoever steals the settler admin's key and adds a receipt key once an auction has ended comes after its hard end.
    function test_rule20_Constructor_RevertWhen_AReceiptKeyCouldSignBeforeTheHardEnd() public {
        MarketplaceConfig memory wrong = config();
        wrong.settlerDelay = uint40(EXTENSION_LIMIT - 1);
        expectRefused(wrong);
        wrong.settlerDelay = uint40(EXTENSION_LIMIT);
        deployMarketplace(wrong);
    }

    function test_rule07_Constructor_RevertWhen_TheChallengeFillsTheGraceThoughTheMarginIsLong() public {
        MarketplaceConfig memory wrong = config();
        wrong.exitMargin = uint40(GRACE + 1);
        wrong.exitDelay = uint40(MAX_AUCTION + 2 * GRACE + 1);
        deployMarketplace(wrong);
        wrong.challenge = uint40(GRACE);
        expectRefused(wrong);
    }

    function test_rule05_Constructor_RevertWhen_TheWindowIsLongerThanAllExtensions() public {
        MarketplaceConfig memory wrong = config();
        wrong.extensionWindow = uint40(EXTENSION_LIMIT);
        deployMarketplace(wrong);
        wrong.extensionWindow = uint40(EXTENSION_LIMIT + 1);
        expectRefused(wrong);
    }

    function test_rule04_Constructor_RevertWhen_ExtensionsFillTheWholeAuction() public {
        MarketplaceConfig memory wrong = config();
        wrong.settlerDelay = uint40(MAX_AUCTION);
        wrong.grace = uint40(MAX_AUCTION + 1);
        wrong.exitDelay = uint40(2 * EXIT_DELAY + MAX_AUCTION);
        wrong.extensionLimit = uint40(MAX_AUCTION);
        expectRefused(wrong);
        wrong.extensionLimit = uint40(MAX_AUCTION - 1);
        deployMarketplace(wrong);
    }

    function testFuzz_rule08_Constructor_RevertWhen_ExitsAreTooFast(uint256 exitDelay) public {
        exitDelay = bound(exitDelay, 0, EXIT_DELAY - 1);
        MarketplaceConfig memory wrong = config();
        wrong.exitDelay = uint40(exitDelay);
        expectRefused(wrong);
    }

    /// @dev Finalize takes two calls CHALLENGE apart, and settlement stays open between them.
    function test_rule08_Constructor_RevertWhen_TheMarginDoesNotOutlastTheSecondFinalize() public {
        MarketplaceConfig memory wrong = config();
        wrong.exitMargin = uint40(CHALLENGE);
        expectRefused(wrong);
        wrong.exitMargin = uint40(CHALLENGE + 1);
        deployMarketplace(wrong);
    }

    function test_rule08_Constructor_TheSumOfDurationsDoesNotWrap() public {
        MarketplaceConfig memory wrong = config();
        (wrong.maxAuction, wrong.exitMargin) = (type(uint40).max, type(uint40).max);
        wrong.exitDelay = uint40(EXIT_DELAY);
        expectRefused(wrong);
    }

    function test_Constructor_RevertWhen_ThereIsNoAdmin() public {
        MarketplaceConfig memory wrong = config();
        wrong.admin = address(0);
        bytes4 selector = IAccessControlDefaultAdminRules.AccessControlInvalidDefaultAdmin.selector;
        expectDeployRevert(wrong, abi.encodeWithSelector(selector, address(0)));
    }

    /// @dev With other durations or another currency a desk's code would break the rules on this contract's state.
    function test_Constructor_RevertWhen_ADeskHasAnotherConfiguration() public {
        MarketplaceConfig memory other = config();
        other.exitDelay += 1;
        (address auctionDesk, address listingDesk) = deployDesks(config());
        (address otherAuctionDesk, address otherListingDesk) = deployDesks(other);
        bytes memory creation = vm.getCode("contracts/marketplace/Marketplace.sol:Marketplace");

        bytes memory code = bytes.concat(creation, abi.encode(config(), otherAuctionDesk, listingDesk));
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.DeskMismatch.selector, otherAuctionDesk));
        deployCode(code);
        code = bytes.concat(creation, abi.encode(config(), auctionDesk, otherListingDesk));
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.DeskMismatch.selector, otherListingDesk));
        deployCode(code);
    }

    function test_Constructor_KeepsTheDesksThatItIsGiven() public {
        (address auctionDesk, address listingDesk) = deployDesks(config());
        DeployedMarketplace other = deployMarketplace(config(), auctionDesk, listingDesk);
        assertEq(other.AUCTION_DESK(), auctionDesk);
        assertEq(other.LISTING_DESK(), listingDesk);
        assertEq(other.CONFIG_HASH(), keccak256(abi.encode(config())));
    }

    // The hooks

    function sendItem(uint256 tokenId, bytes memory data) internal {
        vm.prank(seller);
        items.safeTransferFrom(seller, address(marketplace), tokenId, data);
    }

    function sendStack(uint256 tokenId, uint256 quantity, bytes memory data) internal {
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(marketplace), tokenId, quantity, data);
    }

    /// @dev Sending an item, and a stack, with this data reverts so and leaves them with the seller.
    function expectDataRefused(bytes memory data, bytes memory reason) internal {
        uint256 item = newItem(seller);
        vm.expectRevert(reason);
        sendItem(item, data);
        assertEq(items.ownerOf(item), seller);

        uint256 stack = newStack(seller, 5);
        vm.expectRevert(reason);
        sendStack(stack, 5, data);
        assertEq(stacks.balanceOf(seller, stack), 5);
        assertEq(stacks.balanceOf(address(marketplace), stack), 0);
    }

    function expectLengthRefused(bytes memory data) internal {
        expectDataRefused(data, abi.encodeWithSelector(IItems.InvalidTransferData.selector, data.length));
    }

    function test_Transfer_RevertWhen_TheDataIsEmpty() public {
        expectLengthRefused("");
        // And by the shorter safeTransferFrom, which sends none.
        uint256 item = newItem(seller);
        vm.expectRevert(abi.encodeWithSelector(IItems.InvalidTransferData.selector, 0));
        vm.prank(seller);
        items.safeTransferFrom(seller, address(marketplace), item);
    }

    function testFuzz_Transfer_RevertWhen_TheDataIsShorterThanAWord(bytes32 word, uint256 length) public {
        length = bound(length, 0, 31);
        bytes memory data = abi.encode(word);
        assembly ("memory-safe") {
            mstore(data, length)
        }
        expectLengthRefused(data);
    }

    function testFuzz_Transfer_RevertWhen_TheDataHasTheWrongLength(uint256 length) public {
        length = bound(length, 0, 320);
        for (uint256 kind = 1; kind <= 2; kind++) {
            if (length == (kind == 1 ? 5 : 4) * 32) length++;
            expectLengthRefused(abi.encodePacked(abi.encode(kind), new bytes(length)));
        }
    }

    function test_Transfer_RevertWhen_TheDataIsOfTheOtherKind() public {
        expectLengthRefused(abi.encode(uint8(2), listingParams()));
        expectLengthRefused(abi.encode(uint8(1), auctionParams()));
    }

    function testFuzz_Transfer_RevertWhen_TheKindIsUnknown(uint256 kind) public {
        vm.assume(kind != 1 && kind != 2);
        bytes memory reason = abi.encodeWithSelector(IItems.UnknownTransferKind.selector, kind);
        expectDataRefused(abi.encode(kind), reason);
        expectDataRefused(abi.encode(kind, listingParams()), reason);
    }

    function test_Transfer_RevertWhen_TheParametersAreWrong() public {
        expectDataRefused(listingData(fixedPrice(0, 0, 0)), abi.encodeWithSelector(ICommonErrors.ZeroPrice.selector));
        expectDataRefused(
            listingData(fixedPrice(MAX_AMOUNT + 1, 0, 0)),
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, MAX_AMOUNT + 1, MAX_AMOUNT)
        );
        expectDataRefused(
            listingData(fixedPrice(PRICE, NOW, 0)),
            abi.encodeWithSelector(IListings.ExpiryInPast.selector, NOW)
        );
        AuctionParams memory params = auctionParams();
        setTimes(params, NOW + 1, NOW + 1);
        bytes memory data = auctionData(params);
        expectDataRefused(data, abi.encodeWithSelector(IAuctions.InvalidAuctionTimes.selector, NOW + 1, NOW + 1));
        params = auctionParams();
        setIncrement(params, 99);
        expectDataRefused(auctionData(params), abi.encodeWithSelector(IAuctions.InvalidIncrement.selector, 99));
    }

    function test_Transfer_RevertWhen_TheQuantityIsZero() public {
        uint256 stack = newStack(seller, 5);
        vm.expectRevert(ICommonErrors.ZeroQuantity.selector);
        sendStack(stack, 0, listingData(listingParams()));
        vm.expectRevert(ICommonErrors.ZeroQuantity.selector);
        sendStack(stack, 0, auctionData(auctionParams()));
    }

    function test_rule02_Transfer_RevertWhen_TheIdWasUsed() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.prank(seller);
        marketplace.cancelListing(terms);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.IdAlreadyUsed.selector, id));
        sendItem(terms.tokenId, listingData(listingParams()));
        assertEq(items.ownerOf(terms.tokenId), seller);
    }

    /// @dev Only a pull asks for ERC-165, to know the standard; a transfer tells it by the hook that it calls.
    function test_Transfer_ListsAnItemOfATokenWithoutInterface() public {
        NoInterfaceToken token = new NoInterfaceToken();
        token.mint(seller, 1);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 1, listingData(listingParams()));
        assertEq(token.ownerOf(1), address(marketplace));
        Listing memory terms = listingTerms(address(token), 1, 1, listingParams());
        fund(alice, PRICE);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertEq(token.ownerOf(1), alice);
    }

    function test_Transfer_RevertWhen_TheHookIsCalledByNoContract() public {
        bytes memory data = listingData(listingParams());
        vm.expectRevert(abi.encodeWithSelector(IItems.UnsupportedToken.selector, alice));
        vm.prank(alice);
        marketplace.onERC721Received(alice, seller, 1, data);
        vm.expectRevert(abi.encodeWithSelector(IItems.UnsupportedToken.selector, alice));
        vm.prank(alice);
        marketplace.onERC1155Received(alice, seller, 1, 1, data);
    }

    function test_Transfer_RevertWhen_TheItemIsTheCurrency() public {
        bytes memory data = listingData(listingParams());
        vm.startPrank(address(currency));
        vm.expectRevert(abi.encodeWithSelector(IItems.UnsupportedToken.selector, address(currency)));
        marketplace.onERC721Received(alice, seller, 1, data);
        vm.expectRevert(abi.encodeWithSelector(IItems.UnsupportedToken.selector, address(currency)));
        marketplace.onERC1155Received(alice, seller, 1, 1, data);
        vm.stopPrank();
    }

    function test_Transfer_RevertWhen_TheItemIsMintedHere() public {
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        stacks.mint(address(marketplace), 1, 5);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        vm.prank(address(items));
        marketplace.onERC721Received(alice, address(0), 1, listingData(listingParams()));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        vm.prank(address(items));
        marketplace.onERC721Received(alice, address(marketplace), 1, listingData(listingParams()));
    }

    function test_Transfer_ListsAnItemWithoutAnApproval() public {
        (Listing memory terms, bytes32 id) = listItem(fixedPrice(PRICE, NOW + 1, 5));
        assertEq(items.ownerOf(terms.tokenId), address(marketplace));
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Active));
        assertEq(uint256(marketplace.getListing(id).standard), uint256(TokenStandard.ERC721));
        assertEq(marketplace.getListing(id).price, PRICE);
    }

    function test_Transfer_AuctionsAStackWithoutAnApproval() public {
        (Auction memory terms, bytes32 id) = auctionStack(8, auctionParams());
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 8);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Live));
        assertEq(uint256(marketplace.getAuction(id).standard), uint256(TokenStandard.ERC1155));
    }

    function test_rule35_Transfer_TheSellerIsTheHooksFrom() public {
        uint256 item = newItem(seller);
        uint256 stack = newStack(seller, 5);
        vm.startPrank(seller);
        items.setApprovalForAll(bob, true);
        stacks.setApprovalForAll(bob, true);
        vm.stopPrank();
        vm.startPrank(bob);
        items.safeTransferFrom(seller, address(marketplace), item, listingData(listingParams()));
        stacks.safeTransferFrom(seller, address(marketplace), stack, 5, auctionData(auctionParams()));
        vm.stopPrank();
        bytes32 id = marketplace.listingId(listingTerms(address(items), item, 1, listingParams()));
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Active));
        id = marketplace.auctionId(auctionTerms(address(stacks), stack, 5, auctionParams()));
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Live));
    }

    function test_rule35_Transfer_TheOwnPullIsOnlyAccepted() public {
        vm.recordLogs();
        vm.prank(alice);
        bytes4 answer = marketplace.onERC1155Received(address(marketplace), seller, 1, 1, listingData(listingParams()));
        assertTrue(answer == IERC1155Receiver.onERC1155Received.selector);
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_rule35_Transfer_RevertWhen_ABatch() public {
        uint256[] memory ids = new uint256[](2);
        uint256[] memory quantities = new uint256[](2);
        (ids[0], ids[1], quantities[0], quantities[1]) = (newStack(seller, 1), newStack(seller, 1), 1, 1);
        vm.expectRevert(IItems.BatchNotSupported.selector);
        vm.prank(seller);
        stacks.safeBatchTransferFrom(seller, address(marketplace), ids, quantities, listingData(listingParams()));
        vm.expectRevert(IItems.BatchNotSupported.selector);
        marketplace.onERC1155BatchReceived(address(marketplace), seller, ids, quantities, "");
        assertEq(stacks.balanceOf(seller, ids[0]), 1);
    }

    function test_SupportsInterface() public view {
        assertTrue(marketplace.supportsInterface(type(IERC721Receiver).interfaceId));
        assertTrue(marketplace.supportsInterface(type(IERC1155Receiver).interfaceId));
        assertTrue(marketplace.supportsInterface(type(IERC165).interfaceId));
        assertTrue(marketplace.supportsInterface(type(IAccessControl).interfaceId));
        assertFalse(marketplace.supportsInterface(type(IERC721).interfaceId));
        assertFalse(marketplace.supportsInterface(0xffffffff));
    }
}
