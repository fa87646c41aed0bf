// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, Settlement} from "../interfaces/IAuctions.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {Listing} from "../interfaces/IListings.sol";
import {Withdrawal} from "../interfaces/IVault.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {Digests} from "../test-support/Digests.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {Signatures} from "../test-support/Signatures.sol";

contract MarketplaceDomainTest is MarketplaceFixture {
    DeployedMarketplace internal other;

    function setUp() public override {
        super.setUp();
        other = deployMarketplace(config());
    }

    function test_Domain_IsNameVersionChainAndAddress() public view {
        assertEq(marketplace.DOMAIN_SEPARATOR(), Digests.domainSeparator(block.chainid, address(marketplace)));
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = marketplace.eip712Domain();
        assertEq(uint8(fields), 0x0f);
        assertEq(name, "Plaza Marketplace");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(verifyingContract, address(marketplace));
        assertEq(salt, bytes32(0));
        assertEq(extensions.length, 0);
    }

    function testFuzz_Domain_FollowsTheChainIdOfAFork(uint64 chainId) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        assertEq(marketplace.DOMAIN_SEPARATOR(), Digests.domainSeparator(chainId, address(marketplace)));
    }

    function test_Domain_ASignatureDoesNotCrossToAFork() public {
        deposit(alice, 1_000 ether);
        Withdrawal memory consent = consentTo(1 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.chainId(4_242);
        bytes32 digest = Digests.typed(
            Digests.domainSeparator(4_242, address(marketplace)),
            Digests.withdrawal(alice, consent)
        );
        vm.expectRevert(
            abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, Signatures.recover(digest, signed))
        );
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function test_rule01_Other_TheSameTermsHaveTwoIds() public view {
        Listing memory listing = listingTerms(address(items), 1, 1, listingParams());
        assertNotEq(marketplace.listingId(listing), other.listingId(listing));
        Auction memory auction = auctionTerms(address(items), 1, 1, auctionParams());
        assertNotEq(marketplace.auctionId(auction), other.auctionId(auction));
    }

    /// @dev The same stack, the same terms, the same people, money on both: and still nothing crosses.
    function test_Other_NoSettlementCrosses() public {
        deposit(alice, 1_000 ether);
        (Auction memory terms, bytes32 id) = auctionStack(3, auctionParams());
        stacks.mint(seller, terms.tokenId, 3);
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(other), terms.tokenId, 3, auctionData(auctionParams()));
        bytes32 otherId = other.auctionId(terms);
        depositAtOther(1_000 ether);
        warpToSettlement(terms);

        Settlement memory outcome = outcomeOf(alice, RESERVE);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(aliceKey, id, RESERVE);
        marketplace.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);

        address stranger = Signatures.recover(
            Digests.typed(other.DOMAIN_SEPARATOR(), Digests.settlement(otherId, outcome)),
            settlerSignature
        );
        vm.expectRevert(abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, stranger));
        other.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);

        // Even with the settler's help the bidder is bound only where he bid.
        settlerSignature = signature(
            settlerKey,
            Digests.typed(other.DOMAIN_SEPARATOR(), Digests.settlement(otherId, outcome))
        );
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, alice));
        other.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);

        bidSignature = signature(
            aliceKey,
            Digests.typed(other.DOMAIN_SEPARATOR(), Digests.bid(otherId, alice, RESERVE))
        );
        other.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);
        assertEq(uint256(other.getAuction(otherId).status), uint256(AuctionStatus.Settled));
        assertEq(other.vaultOf(alice).free, 1_000 ether - RESERVE);
        assertEq(stacks.balanceOf(alice, terms.tokenId), 6);
    }

    function test_Other_NoWithdrawalCrosses() public {
        deposit(alice, 10 ether);
        depositAtOther(10 ether);
        Withdrawal memory consent = consentTo(1 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);

        bytes32 digest = Digests.typed(other.DOMAIN_SEPARATOR(), Digests.withdrawal(alice, consent));
        vm.expectRevert(
            abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, Signatures.recover(digest, signed))
        );
        vm.prank(alice);
        other.withdraw(consent, signed);

        // The nonce is used there, and not here.
        signed = signature(settlerKey, digest);
        vm.prank(alice);
        other.withdraw(consent, signed);
        assertEq(currency.balanceOf(alice), 2 ether);
    }

    function depositAtOther(uint256 amount) internal {
        currency.mint(alice, amount);
        vm.startPrank(alice);
        currency.approve(address(other), amount);
        other.deposit(alice, amount);
        vm.stopPrank();
    }
}
