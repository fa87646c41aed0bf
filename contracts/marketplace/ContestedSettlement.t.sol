// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBids} from "../interfaces/IBids.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";

contract ContestedSettlementTest is BidsFixture {
    /// @dev A signature does not take what somebody has paid as much for.
    function test_rule19_Settle_RevertWhen_AnotherBidsWhatIsPosted() public {
        deposit(alice, 100 ether);
        post(bob, 100 ether);
        warpToSettlement(terms);
        bytes memory reason = abi.encodeWithSelector(IBids.AmountBelowPost.selector, 100 ether, 100 ether);
        expectSettleForRevert(aliceKey, 100 ether, reason);
    }
}
