// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../interfaces/IAuctions.sol";
import {Listing} from "../interfaces/IListings.sol";
import {Withdrawal} from "../interfaces/IVault.sol";
import {Digests} from "../test-support/Digests.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {OrderHash} from "./OrderHash.sol";

contract OrderHashTest is TestBase {
    // External, so that the terms lie in calldata.

    function ofListing(Listing calldata terms) external pure returns (bytes32) {
        return OrderHash.hashCalldata(terms);
    }

    function ofAuction(Auction calldata terms) external pure returns (bytes32) {
        return OrderHash.hashCalldata(terms);
    }

    function ofSettlement(Settlement calldata outcome, bytes32 auctionId) external pure returns (bytes32) {
        return OrderHash.hash(outcome, auctionId);
    }

    function ofWithdrawal(Withdrawal calldata consent, address account) external pure returns (bytes32) {
        return OrderHash.hash(consent, account);
    }

    function testFuzz_Listing(Listing calldata terms) public view {
        assertEq(OrderHash.hash(terms), Digests.listing(terms));
        assertEq(this.ofListing(terms), Digests.listing(terms));
    }

    function testFuzz_Auction(Auction calldata terms) public view {
        assertEq(OrderHash.hash(terms), Digests.auction(terms));
        assertEq(this.ofAuction(terms), Digests.auction(terms));
    }

    function testFuzz_Bid(bytes32 auctionId, address bidder, uint256 maxAmount) public pure {
        assertEq(OrderHash.hashBid(auctionId, bidder, maxAmount), Digests.bid(auctionId, bidder, maxAmount));
    }

    function testFuzz_Settlement(bytes32 auctionId, Settlement calldata outcome) public view {
        assertEq(this.ofSettlement(outcome, auctionId), Digests.settlement(auctionId, outcome));
    }

    function testFuzz_Withdrawal(address account, Withdrawal calldata consent) public view {
        assertEq(this.ofWithdrawal(consent, account), Digests.withdrawal(account, consent));
    }

    /// @dev As viem computes them; a typo that crept into both twins would show here.
    function test_TypeHashes() public pure {
        assertEq(OrderHash.LISTING_TYPEHASH, 0xa2cc2cabcb9d477ad8315f08eeaa239c596dc2fe0556c04d1b4f8772a4ceac21);
        assertEq(OrderHash.AUCTION_TYPEHASH, 0x8c7c2a140733d85b3251489f8a2ca0defb3ab1195436bbc1368b0d031fcc39a8);
        assertEq(OrderHash.BID_TYPEHASH, 0xbba0fc07dc7f004524a0aab2984bf1f5040007641ed60c649544443f1c94489b);
        assertEq(OrderHash.SETTLEMENT_TYPEHASH, 0x807efb100973b31bdd5e0fc79b5a2d0e4960f52cef05156bec4651d81ba04898);
        assertEq(OrderHash.WITHDRAWAL_TYPEHASH, 0xb55584576e86d20bb50a926f44a72dbcfdf758413881e73bf0aaf916b79557e0);
    }

    function testFuzz_HashCalldata_OfADirtyAddressIsAnotherHash(Listing memory terms, uint96 dirt) public view {
        vm.assume(dirt != 0);
        bytes memory data = abi.encodeCall(this.ofListing, (terms));
        // The seller is the first word after the selector.
        data[4 + 11] = bytes1(uint8(dirt) == 0 ? 1 : uint8(dirt));
        (bool success, bytes memory answer) = address(this).staticcall(data);
        if (success) assertNotEq(abi.decode(answer, (bytes32)), Digests.listing(terms));
    }
}
