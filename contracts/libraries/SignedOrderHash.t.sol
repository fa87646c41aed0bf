// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OrderDigests} from "../test-support/OrderDigests.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {SignedOrderHash} from "./SignedOrderHash.sol";

contract SignedOrderHashTest is TestBase {
    /// @dev As viem computes them; a typo that crept into both twins would show here.
    function test_TypeHashes() public pure {
        assertEq(
            SignedOrderHash.SIGNED_LISTING_TYPEHASH,
            0x9d47a8a0dd2b0f321d677b3dc50b49de8e776f91ecf913313cb706e0c9c9dbaf
        );
        assertEq(SignedOrderHash.OFFER_TYPEHASH, 0x79f10fe6ca6f50600ef8b024583b53173ca37c34387a2c9b00cb28550a791d9e);
    }

    function testFuzz_Leaf(uint256 tokenId) public pure {
        assertEq(SignedOrderHash.leaf(tokenId), OrderDigests.leaf(tokenId));
    }
}
