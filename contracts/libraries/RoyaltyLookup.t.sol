// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoyaltyERC721, RoyaltyMood} from "../mocks/RoyaltyERC721.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {RoyaltyLookup} from "./RoyaltyLookup.sol";

contract RoyaltyLookupTest is TestBase {
    RoyaltyERC721 internal art;

    function setUp() public {
        art = new RoyaltyERC721();
        art.ask(address(this), 7);
    }

    function assertAsked(address receiver, uint256 amount) internal view {
        (address told, uint256 asked) = RoyaltyLookup.ask(address(art), 1, 1_000);
        assertEq(told, receiver);
        assertEq(asked, amount);
    }

    function assertDue(uint256 maxRoyaltyBps, address receiver, uint256 royalty) internal view {
        (address told, uint256 due) = RoyaltyLookup.due(address(art), 1, 1_000, 0, maxRoyaltyBps);
        assertEq(told, receiver);
        assertEq(due, royalty);
    }

    function test_rule34_Ask_MayUseSoMuchGas() public pure {
        assertEq(RoyaltyLookup.ROYALTY_GAS, 50_000);
    }

    function testFuzz_rule34_Ask_TellsWhatTheCollectionSays(address receiver, uint256 amount) public {
        vm.assume(receiver != address(this));
        art.ask(receiver, amount);
        assertAsked(receiver, amount);
    }

    function test_rule34_Ask_TheLastAddressIsOne() public {
        art.ask(address(type(uint160).max), 7);
        assertAsked(address(type(uint160).max), 7);
    }

    function test_rule34_Ask_NothingFromWhoAnswersNonsenseOrNamesTheAsker() public {
        assertAsked(address(0), 0);
        art.ask(address(0xa), 7);
        assertAsked(address(0xa), 7);
        RoyaltyMood[4] memory moods = [
            RoyaltyMood.Reverts,
            RoyaltyMood.BurnsGas,
            RoyaltyMood.ReturnsTooLittle,
            RoyaltyMood.NamesNoAddress
        ];
        for (uint256 i = 0; i < moods.length; i++) {
            art.setMood(moods[i]);
            assertAsked(address(0), 0);
        }
    }

    function test_rule34_Due_NothingWhereNoneIsAllowedOrNobodyNamed() public {
        art.ask(address(0xa), 7);
        assertDue(10_000, address(0xa), 7);
        assertDue(0, address(0), 0);
        art.ask(address(0), 7);
        assertDue(10_000, address(0), 0);
    }
}
