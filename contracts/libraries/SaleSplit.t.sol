// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {SaleSplit} from "./SaleSplit.sol";

contract SaleSplitTest is TestBase {
    function testFuzz_rule34_SumInIsSumOut(
        uint160 total,
        uint256 asked,
        uint256 feeBps,
        uint256 royaltyBps
    ) public pure {
        feeBps = bound(feeBps, 0, 10_000);
        royaltyBps = bound(royaltyBps, 0, 10_000);
        uint256 fee = SaleSplit.feeOf(total, feeBps);
        uint256 royalty = SaleSplit.royaltyOf(total, fee, asked, royaltyBps);
        assertGe(fee * 10_000, uint256(total) * feeBps);
        if (fee != 0) assertLt((fee - 1) * 10_000, uint256(total) * feeBps);
        assertLe(fee + royalty, total);
        assertLe(royalty, asked);
        assertLe(royalty * 10_000, uint256(total) * royaltyBps);
        // No less than it could be: one unit more would break one of the three.
        bool most =
            royalty == asked || royalty == uint256(total) - fee || (royalty + 1) * 10_000 > uint256(total) * royaltyBps;
        assertTrue(most);
    }

    function test_rule34_SmallestSums() public pure {
        assertEq(SaleSplit.feeOf(1, 500), 1);
        assertEq(SaleSplit.feeOf(1, 1), 1);
        assertEq(SaleSplit.royaltyOf(1, 1, 1, 10_000), 0);
        assertEq(SaleSplit.royaltyOf(39, 2, 39, 250), 0);
        assertEq(SaleSplit.royaltyOf(40, 2, 40, 250), 1);
        assertEq(SaleSplit.feeOf(0, 500), 0);
    }
}
