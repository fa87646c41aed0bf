// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, Settlement} from "../interfaces/IAuctions.sol";
import {TransferKind} from "../interfaces/IItems.sol";
import {Listing, ListingParams} from "../interfaces/IListings.sol";
import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {VaultAccount, Withdrawal} from "../interfaces/IVault.sol";
import {AuctionRules, AuctionRulesLib} from "../libraries/AuctionRules.sol";
import {ListingScheduleLib} from "../libraries/ListingSchedule.sol";
import {PlainERC1155} from "../mocks/PlainERC1155.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {PlainERC721} from "../mocks/PlainERC721.sol";
import {DeployedMarketplace} from "./DeployedMarketplace.sol";
import {Digests} from "./Digests.sol";
import {TestBase} from "./TestBase.sol";

/// @title MarketplaceFixture
/// @notice A Marketplace with the durations of a public network, its people, and the good way through each story.
abstract contract MarketplaceFixture is TestBase {
    uint256 internal constant NOW = 1_800_000_000;
    uint256 internal constant CHALLENGE = 5 minutes;
    uint256 internal constant GRACE = 1 days;
    uint256 internal constant MAX_AUCTION = 7 days;
    uint256 internal constant EXTENSION_LIMIT = 1 hours;
    uint256 internal constant EXTENSION_WINDOW = 5 minutes;
    uint256 internal constant EXIT_MARGIN = 1 days;
    uint256 internal constant EXIT_DELAY = MAX_AUCTION + GRACE + EXIT_MARGIN;
    uint256 internal constant SETTLER_DELAY = 6 hours;
    uint256 internal constant FEE_BPS = 500;
    uint256 internal constant MAX_AMOUNT = 2 ** 96 - 1;

    uint256 internal constant PRICE = 100 ether;
    uint256 internal constant START_PRICE = 50 ether;
    uint256 internal constant RESERVE = 80 ether;

    address internal alice;
    address internal bob;
    /// @dev Nobody in particular: sends what anyone may send.
    address internal carol;
    address internal seller;
    address internal treasury;
    address internal admin;
    address internal settler;
    /// @dev Holds the relayer's receipt key.
    address internal receiptKeeper;
    uint256 internal aliceKey;
    uint256 internal bobKey;
    uint256 internal sellerKey;
    uint256 internal settlerKey;
    uint256 internal receiptKey;

    DeployedMarketplace internal marketplace;
    PlainERC20 internal currency;
    PlainERC721 internal items;
    PlainERC1155 internal stacks;

    uint256 private _lastTokenId;
    uint256 private _lastNonce;

    function setUp() public virtual {
        (alice, aliceKey) = makeAddrAndKey("alice");
        (bob, bobKey) = makeAddrAndKey("bob");
        (seller, sellerKey) = makeAddrAndKey("seller");
        (settler, settlerKey) = makeAddrAndKey("settler");
        (receiptKeeper, receiptKey) = makeAddrAndKey("receipt keeper");
        carol = makeAddr("carol");
        treasury = makeAddr("treasury");
        admin = makeAddr("admin");
        vm.warp(NOW);

        currency = newCurrency();
        items = new PlainERC721();
        stacks = new PlainERC1155();
        marketplace = deployMarketplace(config());
    }

    /// @dev By its compiled code, not by `new`: the compiler would optimize the whole Marketplace again within each test.
    function deployMarketplace(MarketplaceConfig memory config_) internal returns (DeployedMarketplace) {
        (address auctionDesk, address listingDesk) = deployDesks(config_);
        return deployMarketplace(config_, auctionDesk, listingDesk);
    }

    function deployMarketplace(
        MarketplaceConfig memory config_,
        address auctionDesk,
        address listingDesk
    ) internal returns (DeployedMarketplace) {
        bytes memory arguments = abi.encode(config_, auctionDesk, listingDesk);
        return DeployedMarketplace(deploy("contracts/marketplace/Marketplace.sol:Marketplace", arguments));
    }

    function deployDesks(MarketplaceConfig memory config_) internal returns (address auctionDesk, address listingDesk) {
        auctionDesk = deploy("contracts/marketplace/AuctionDesk.sol:AuctionDesk", abi.encode(config_));
        listingDesk = deploy("contracts/marketplace/ListingDesk.sol:ListingDesk", abi.encode(config_));
    }

    /// @dev Desks are built with any configuration; it is the Marketplace that refuses one.
    function expectDeployRevert(MarketplaceConfig memory config_, bytes memory reason) internal {
        (address auctionDesk, address listingDesk) = deployDesks(config_);
        bytes memory arguments = abi.encode(config_, auctionDesk, listingDesk);
        bytes memory code = bytes.concat(vm.getCode("contracts/marketplace/Marketplace.sol:Marketplace"), arguments);
        vm.expectRevert(reason);
        deployCode(code);
    }

    /// @dev Tests with a hostile currency override this; all of them have PlainERC20's functions.
    function newCurrency() internal virtual returns (PlainERC20) {
        return new PlainERC20();
    }

    function config() internal view returns (MarketplaceConfig memory) {
        return
            MarketplaceConfig({
                currency: currency,
                admin: admin,
                adminDelay: 2 days,
                treasury: treasury,
                feeBps: uint16(FEE_BPS),
                settler: abi.encodePacked(settler),
                receiptKey: abi.encodePacked(receiptKeeper),
                challenge: uint40(CHALLENGE),
                grace: uint40(GRACE),
                maxAuction: uint40(MAX_AUCTION),
                extensionLimit: uint40(EXTENSION_LIMIT),
                extensionWindow: uint40(EXTENSION_WINDOW),
                exitDelay: uint40(EXIT_DELAY),
                exitMargin: uint40(EXIT_MARGIN),
                settlerDelay: uint40(SETTLER_DELAY)
            });
    }

    // Money

    /// @dev Gives `account` `amount` in its wallet, all of it approved to the Marketplace.
    function fund(address account, uint256 amount) internal {
        currency.mint(account, amount);
        vm.prank(account);
        currency.approve(address(marketplace), type(uint256).max);
    }

    /// @dev Gives `account` `amount` of free funds in the vault.
    function deposit(address account, uint256 amount) internal {
        fund(account, amount);
        vm.prank(account);
        marketplace.deposit(account, amount);
    }

    function assertVault(address account, uint256 free, uint256 exiting, uint256 credit) internal view {
        VaultAccount memory funds = marketplace.vaultOf(account);
        assertEq(funds.free, free);
        assertEq(funds.exiting, exiting);
        assertEq(funds.credit, credit);
    }

    /// @dev What the Marketplace holds above what it owes.
    function surplus() internal view returns (uint256) {
        return currency.balanceOf(address(marketplace)) - marketplace.totalOwed();
    }

    // Listings

    function listingParams() internal pure returns (ListingParams memory) {
        return fixedPrice(PRICE, 0, 0);
    }

    /// @dev A listing that anyone may buy, without royalty.
    function fixedPrice(uint256 price, uint256 expiry, uint256 salt) internal pure returns (ListingParams memory) {
        return ListingParams(price, ListingScheduleLib.pack(0, 0, 0, uint40(expiry)), address(0), 0, salt);
    }

    /// @dev A listing whose price falls to `endPrice` between two times.
    function fallingPrice(
        uint256 price,
        uint256 endPrice,
        uint256 fallStart,
        uint256 fallEnd
    ) internal pure returns (ListingParams memory params) {
        params = fixedPrice(price, 0, 0);
        params.schedule = ListingScheduleLib.pack(uint96(endPrice), uint40(fallStart), uint40(fallEnd), 0);
    }

    function listingData(ListingParams memory params) internal pure returns (bytes memory) {
        return abi.encode(TransferKind.Listing, params);
    }

    function newItem(address owner) internal returns (uint256 tokenId) {
        tokenId = ++_lastTokenId;
        items.mint(owner, tokenId);
    }

    function newStack(address owner, uint256 quantity) internal returns (uint256 tokenId) {
        tokenId = ++_lastTokenId;
        stacks.mint(owner, tokenId, quantity);
    }

    /// @dev The terms of what the seller lists now.
    function listingTerms(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams memory params
    ) internal view returns (Listing memory) {
        return Listing(seller, params.salt, token, tokenId, quantity, params.schedule.listed(time()), params.taker);
    }

    /// @dev The seller lists a new ERC-721 item by transfer.
    function listItem(ListingParams memory params) internal returns (Listing memory terms, bytes32 id) {
        terms = listingTerms(address(items), newItem(seller), 1, params);
        id = marketplace.listingId(terms);
        vm.prank(seller);
        items.safeTransferFrom(seller, address(marketplace), terms.tokenId, listingData(params));
    }

    /// @dev The seller lists a new ERC-1155 stack by transfer.
    function listStack(
        uint256 quantity,
        ListingParams memory params
    ) internal returns (Listing memory terms, bytes32 id) {
        terms = listingTerms(address(stacks), newStack(seller, quantity), quantity, params);
        id = marketplace.listingId(terms);
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(marketplace), terms.tokenId, quantity, listingData(params));
    }

    // Auctions

    function auctionParams() internal pure returns (AuctionParams memory) {
        return
            AuctionParams({
                startPrice: START_PRICE,
                reservePrice: RESERVE,
                rules: AuctionRulesLib.pack(0, uint40(NOW), uint40(NOW + 1 days), 500, 0),
                salt: 0
            });
    }

    function setTimes(AuctionParams memory params, uint256 start, uint256 end) internal pure {
        setStart(params, start);
        setEnd(params, end);
    }

    function setStart(AuctionParams memory params, uint256 start) internal pure {
        setRule(params, params.rules.start(), start, 72, type(uint40).max);
    }

    function setEnd(AuctionParams memory params, uint256 end) internal pure {
        setRule(params, params.rules.end(), end, 32, type(uint40).max);
    }

    function setIncrement(AuctionParams memory params, uint256 bps) internal pure {
        setRule(params, params.rules.incrementBps(), bps, 16, type(uint16).max);
    }

    function setMaxRoyalty(AuctionParams memory params, uint256 bps) internal pure {
        setRule(params, params.rules.maxRoyaltyBps(), bps, 0, type(uint16).max);
    }

    function setBuyout(AuctionParams memory params, uint256 price) internal pure {
        setRule(params, params.rules.buyoutPrice(), price, 112, type(uint144).max);
    }

    /// @dev Puts `value` in the place of `old`, which begins at bit `shift`.
    function setRule(
        AuctionParams memory params,
        uint256 old,
        uint256 value,
        uint256 shift,
        uint256 greatest
    ) private pure {
        assertLe(value, greatest);
        uint256 word = AuctionRules.unwrap(params.rules);
        params.rules = AuctionRules.wrap(word ^ ((old ^ value) << shift));
    }

    /// @dev The same, starting now.
    function auctionParamsFromNow() internal view returns (AuctionParams memory params) {
        params = auctionParams();
        setTimes(params, time(), time() + 1 days);
    }

    function auctionData(AuctionParams memory params) internal pure returns (bytes memory) {
        return abi.encode(TransferKind.Auction, params);
    }

    function auctionTerms(
        address token,
        uint256 tokenId,
        uint256 quantity,
        AuctionParams memory params
    ) internal view returns (Auction memory) {
        return
            Auction({
                seller: seller,
                token: token,
                tokenId: tokenId,
                quantity: quantity,
                startPrice: params.startPrice,
                reservePrice: params.reservePrice,
                rules: params.rules,
                salt: params.salt
            });
    }

    /// @dev The seller puts a new ERC-721 item up for auction by transfer.
    function auctionItem(AuctionParams memory params) internal returns (Auction memory terms, bytes32 id) {
        terms = auctionTerms(address(items), newItem(seller), 1, params);
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        items.safeTransferFrom(seller, address(marketplace), terms.tokenId, auctionData(params));
    }

    /// @dev The seller puts a new ERC-1155 stack up for auction by transfer.
    function auctionStack(
        uint256 quantity,
        AuctionParams memory params
    ) internal returns (Auction memory terms, bytes32 id) {
        terms = auctionTerms(address(stacks), newStack(seller, quantity), quantity, params);
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(marketplace), terms.tokenId, quantity, auctionData(params));
    }

    // Signatures

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return Digests.typed(Digests.domainSeparator(block.chainid, address(marketplace)), structHash);
    }

    function signBid(uint256 key, bytes32 id, uint256 maxAmount) internal view returns (bytes memory) {
        return signature(key, digestOf(Digests.bid(id, vm.addr(key), maxAmount)));
    }

    function signSettlement(uint256 key, bytes32 id, Settlement memory outcome) internal view returns (bytes memory) {
        return signature(key, digestOf(Digests.settlement(id, outcome)));
    }

    function signWithdrawal(
        uint256 key,
        address account,
        Withdrawal memory consent
    ) internal view returns (bytes memory) {
        return signature(key, digestOf(Digests.withdrawal(account, consent)));
    }

    /// @dev An outcome with a fresh nonce and a deadline in half an hour.
    function outcomeOf(address winner, uint256 amount) internal returns (Settlement memory) {
        return Settlement(winner, amount, ++_lastNonce, time() + 30 minutes);
    }

    /// @dev A consent with a fresh nonce and a deadline in five minutes.
    function consentTo(uint256 amount, address recipient) internal returns (Withdrawal memory) {
        return Withdrawal(amount, recipient, ++_lastNonce, time() + 5 minutes);
    }

    /// @dev Anyone settles for alice at `amount`, just what she signed, with the settler's signature.
    function settleForAlice(Auction memory terms, uint256 amount) internal {
        settleForAlice(terms, amount, outcomeOf(alice, amount));
    }

    function settleForAlice(Auction memory terms, uint256 maxAmount, Settlement memory outcome) internal {
        bytes32 id = Digests.typed(
            Digests.domainSeparator(block.chainid, address(marketplace)),
            Digests.auction(terms)
        );
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(aliceKey, id, maxAmount);
        vm.prank(carol);
        marketplace.settleAuction(terms, outcome, maxAmount, settlerSignature, bidSignature);
    }

    /// @dev To the first second in which the auction can be settled.
    function warpToSettlement(Auction memory terms) internal {
        vm.warp(terms.rules.end() + CHALLENGE);
    }

    /// @dev To the first second in which anyone can begin to finalize the auction.
    function warpToFinalize(Auction memory terms) internal {
        vm.warp(terms.rules.end() + EXTENSION_LIMIT + GRACE);
    }

    /// @dev Anyone finalizes the auction with both calls.
    function finalize(Auction memory terms) internal {
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        marketplace.finalizeAuction(terms);
    }

    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function pause() internal {
        vm.prank(admin);
        marketplace.pause();
    }
}
