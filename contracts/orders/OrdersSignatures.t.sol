// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {Offer, OfferScope} from "../interfaces/IOffers.sol";
import {IOrderTrades} from "../interfaces/IOrderTrades.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";
import {WalletERC1271, WalletMood} from "../mocks/WalletERC1271.sol";
import {DeployedOrders} from "../test-support/DeployedOrders.sol";
import {Digests} from "../test-support/Digests.sol";
import {OrderDigests} from "../test-support/OrderDigests.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {Signatures} from "../test-support/Signatures.sol";

contract OrdersSignaturesTest is OrdersFixture {
    function invalid(address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IOrderTrades.InvalidSignature.selector, signer);
    }

    /// @dev A listing whose every member is something, and that could be bought.
    function fullListing() internal returns (SignedListing memory listing) {
        listing = stackListing(5);
        listing.expiry = NOW + 1 days;
        listing.taker = alice;
        listing.maxRoyaltyBps = 100;
        (listing.endPrice, listing.fallStart, listing.fallEnd) = (PRICE / 2, NOW, NOW + 1 hours);
    }

    function fullOffer() internal returns (Offer memory offer) {
        offer = stackOffer(newStack(seller, 9), 5);
        offer.expiry = NOW + 1 days;
    }

    // Every member of each message

    function test_Buy_RevertWhen_AnyMemberDiffers() public {
        SignedListing memory good = fullListing();
        bytes memory signed = sign(good);
        for (uint256 i = 0; i < 15; i++) {
            SignedListing memory changed = abi.decode(abi.encode(good), (SignedListing));
            if (i == 0) changed.seller = bob;
            if (i == 1) changed.token = address(items);
            if (i == 2) changed.standard = TokenStandard.ERC721;
            if (i == 3) changed.tokenId += 1;
            if (i == 4) changed.quantity += 1;
            if (i == 5) changed.price -= 1;
            if (i == 6) changed.expiry += 1;
            if (i == 7) changed.taker = address(0);
            if (i == 8) changed.maxFeeBps += 1;
            if (i == 9) changed.maxRoyaltyBps += 1;
            if (i == 10) changed.nonce += 1;
            if (i == 11) changed.counter += 1;
            if (i == 12) changed.endPrice += 1;
            if (i == 13) changed.fallStart += 1;
            if (i == 14) changed.fallEnd += 1;
            assertNotEq(idOf(changed), idOf(good));
            expectBuyRevert(changed, signed, 1, invalid(changed.seller));
        }
        buy(good, 1);
    }

    function test_Accept_RevertWhen_AnyMemberDiffers() public {
        Offer memory good = fullOffer();
        bytes memory signed = sign(good);
        for (uint256 i = 0; i < 11; i++) {
            Offer memory changed = abi.decode(abi.encode(good), (Offer));
            if (i == 0) changed.buyer = bob;
            if (i == 1) changed.token = address(items);
            if (i == 2) changed.standard = TokenStandard.ERC721;
            if (i == 3) changed.scope = OfferScope.Collection;
            if (i == 4) changed.tokenId += 1;
            if (i == 5) changed.root = bytes32(uint256(1));
            if (i == 6) changed.quantity += 1;
            if (i == 7) changed.price += 1;
            if (i == 8) changed.expiry += 1;
            if (i == 9) changed.nonce += 1;
            if (i == 10) changed.counter += 1;
            assertNotEq(idOf(changed), idOf(good));
            expectAcceptRevert(changed, signed, give(good.tokenId, 1), noProof(), invalid(changed.buyer));
        }
        accept(good, give(good.tokenId, 1));
    }

    function testFuzz_Ids_AreTheDigestsOfTheMessages(
        address account,
        address token,
        uint256[7] memory words,
        uint8 kinds
    ) public view {
        SignedListing memory listing = listingOf(token, TokenStandard(kinds % 2), words[0], words[1]);
        (listing.seller, listing.taker, listing.price, listing.expiry) = (account, token, words[2], words[3]);
        (listing.maxFeeBps, listing.maxRoyaltyBps) = (words[4], words[5]);
        (listing.nonce, listing.counter) = (words[6], words[0] ^ words[1]);
        assertEq(orders.signedListingId(listing), idOf(listing));

        Offer memory offer = offerOf(token, TokenStandard(kinds % 2), OfferScope(kinds % 3));
        (offer.buyer, offer.tokenId, offer.root, offer.quantity) = (account, words[0], bytes32(words[1]), words[2]);
        (offer.price, offer.expiry, offer.nonce, offer.counter) = (words[3], words[4], words[5], words[6]);
        assertEq(orders.offerId(offer), idOf(offer));
    }

    // Form

    function test_rule37_RevertWhen_TheSignatureIsMalformed() public {
        SignedListing memory listing = fullListing();
        bytes[] memory malformed = Signatures.malformed(sign(listing));
        for (uint256 i = 0; i < malformed.length; i++) expectBuyRevert(listing, malformed[i], 1, invalid(seller));
        Offer memory offer = fullOffer();
        malformed = Signatures.malformed(sign(offer));
        for (uint256 i = 0; i < malformed.length; i++) {
            expectAcceptRevert(offer, malformed[i], give(offer.tokenId, 1), noProof(), invalid(alice));
        }
    }

    function testFuzz_RevertWhen_SomebodyElseSigned(uint256 key) public {
        key = bound(key, 1, type(uint128).max);
        SignedListing memory listing = fullListing();
        expectBuyRevert(listing, signature(key, idOf(listing)), 1, invalid(seller));
    }

    function test_RevertWhen_TheSignerIsNobody() public {
        SignedListing memory listing = fullListing();
        listing.seller = address(0);
        expectBuyRevert(listing, new bytes(65), 1, invalid(address(0)));
        listing.seller = seller;
        expectBuyRevert(listing, new bytes(65), 1, invalid(seller));
    }

    // Domain and type

    function test_RevertWhen_SignedForAnotherDomain() public {
        SignedListing memory listing = fullListing();
        bytes32 structHash = OrderDigests.signedListing(listing);
        bytes32[4] memory separators = [
            OrderDigests.domainSeparator(block.chainid + 1, address(orders)),
            OrderDigests.domainSeparator(block.chainid, carol),
            Digests.domainSeparator(block.chainid, address(orders)),
            bytes32(0)
        ];
        for (uint256 i = 0; i < separators.length; i++) {
            bytes memory signed = signature(sellerKey, Digests.typed(separators[i], structHash));
            expectBuyRevert(listing, signed, 1, invalid(seller));
        }
        expectBuyRevert(listing, signature(sellerKey, structHash), 1, invalid(seller));
        bytes32 personal = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", idOf(listing)));
        expectBuyRevert(listing, signature(sellerKey, personal), 1, invalid(seller));
    }

    function test_RevertWhen_SignedForAnotherOrders() public {
        SignedListing memory listing = fullListing();
        bytes memory signed = sign(listing);
        DeployedOrders other = deployOrders(config());
        vm.prank(alice);
        currency.approve(address(other), type(uint256).max);
        vm.expectRevert(invalid(seller));
        vm.prank(alice);
        other.buySigned(listing, 1, signed);
    }

    function test_RevertWhen_SignedBeforeAFork() public {
        SignedListing memory listing = fullListing();
        bytes memory signed = sign(listing);
        vm.chainId(4_242);
        assertEq(orders.DOMAIN_SEPARATOR(), OrderDigests.domainSeparator(4_242, address(orders)));
        expectBuyRevert(listing, signed, 1, invalid(seller));
        buy(listing, 1);
    }

    /// @dev One account signs both; neither passes for the other, whatever they have in common.
    function test_RevertWhen_SignedAsTheOtherType() public {
        SignedListing memory listing = stackListing(5);
        Offer memory offer = stackOffer(listing.tokenId, 5);
        offer.buyer = seller;
        expectBuyRevert(listing, signature(sellerKey, idOf(offer)), 1, invalid(seller));
        expectAcceptRevert(offer, sign(listing), give(listing.tokenId, 1), noProof(), invalid(seller));
    }

    // Accounts with code

    function test_rule37_TakesTheOwnKeyOfAnAccountWithCode() public {
        SignedListing memory listing = itemListing();
        vm.etch(seller, hex"fe");
        buy(listing, 1);
        assertEq(items.ownerOf(listing.tokenId), alice);
    }

    function walletListing() internal returns (WalletERC1271 wallet, SignedListing memory listing) {
        wallet = new WalletERC1271();
        wallet.approveItems(items, address(orders));
        listing = listingOf(address(items), TokenStandard.ERC721, newItem(address(wallet)), 1);
        listing.seller = address(wallet);
    }

    function test_TakesTheWordOfAWalletThatChangesItsMind() public {
        (WalletERC1271 wallet, SignedListing memory listing) = walletListing();
        wallet.setMood(WalletMood.No);
        expectBuyRevert(listing, "", 1, invalid(address(wallet)));
        wallet.setMood(WalletMood.Yes);
        vm.prank(alice);
        orders.buySigned(listing, 1, "");
        assertEq(items.ownerOf(listing.tokenId), alice);

        // Used is used, whatever it says.
        vm.prank(alice);
        items.transferFrom(alice, address(wallet), listing.tokenId);
        expectBuyRevert(
            listing,
            "",
            1,
            abi.encodeWithSignature("OrderNonceUsed(address,uint256)", address(wallet), listing.nonce)
        );
    }

    function test_TakesAnyLengthOfSignatureToAWallet() public {
        WalletERC1271 wallet = new WalletERC1271();
        wallet.approve(currency, address(orders));
        currency.mint(address(wallet), 3 * PRICE);
        Offer memory offer = collectionOffer();
        offer.buyer = address(wallet);
        offer.quantity = 3;
        bytes[3] memory signatures = [bytes(""), new bytes(65), new bytes(300)];
        for (uint256 i = 0; i < 3; i++) {
            uint256 tokenId = newItem(seller);
            vm.prank(seller);
            orders.acceptOffer(offer, give(tokenId, 1), signatures[i], noProof());
            assertEq(items.ownerOf(tokenId), address(wallet));
        }
    }

    function test_RevertWhen_AWalletDoesNotSayYes() public {
        (WalletERC1271 wallet, SignedListing memory listing) = walletListing();
        WalletMood[5] memory moods = [
            WalletMood.No,
            WalletMood.Reverts,
            WalletMood.BurnsGas,
            WalletMood.ReturnsTooLittle,
            WalletMood.SaysYesWithDirt
        ];
        for (uint256 i = 0; i < moods.length; i++) {
            wallet.setMood(moods[i]);
            expectBuyRevert(listing, "", 1, invalid(address(wallet)));
        }
    }

    function test_AWalletThatReturnsMuchCostsTheCallerNoCopy() public {
        (WalletERC1271 wallet, SignedListing memory listing) = walletListing();
        wallet.setMood(WalletMood.ReturnsTooMuch);
        vm.prank(alice);
        // 100 kB cost the wallet 28,400 gas; copied, they would cost as much again.
        orders.buySigned{gas: 260_000}(listing, 1, "");
        assertEq(items.ownerOf(listing.tokenId), alice);
    }
}
