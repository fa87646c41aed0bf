// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {AuctionRules, AuctionRulesLib} from "./AuctionRules.sol";

contract AuctionRulesTest is TestBase {
    function testFuzz_Pack_KeepsEachPart(
        uint144 buyoutPrice,
        uint40 start,
        uint40 end,
        uint16 incrementBps,
        uint16 maxRoyaltyBps
    ) public pure {
        AuctionRules rules = AuctionRulesLib.pack(buyoutPrice, start, end, incrementBps, maxRoyaltyBps);
        assertEq(rules.buyoutPrice(), buyoutPrice);
        assertEq(rules.start(), start);
        assertEq(rules.end(), end);
        assertEq(rules.incrementBps(), incrementBps);
        assertEq(rules.maxRoyaltyBps(), maxRoyaltyBps);
    }

    /// @dev No bit means nothing: two words with the same parts would be two ids of the same auction.
    function testFuzz_Pack_EveryWordIsItsParts(AuctionRules rules) public pure {
        AuctionRules packed = AuctionRulesLib.pack(
            uint144(rules.buyoutPrice()),
            uint40(rules.start()),
            uint40(rules.end()),
            uint16(rules.incrementBps()),
            uint16(rules.maxRoyaltyBps())
        );
        assertEq(AuctionRules.unwrap(packed), AuctionRules.unwrap(rules));
    }
}
