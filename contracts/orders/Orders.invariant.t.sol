// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainERC1155} from "../mocks/PlainERC1155.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RoyaltyERC721} from "../mocks/RoyaltyERC721.sol";
import {DeployedOrders} from "../test-support/DeployedOrders.sol";
import {OrdersHandler} from "../test-support/OrdersHandler.sol";
import {TestBase} from "../test-support/TestBase.sol";

/// @notice Named here, because the runner knows only what this file compiles to.
contract Handler is OrdersHandler {}

/// @notice What holds after whatever people do. In English:
/// 1. Under one nonce no more units move than its largest order is for.
/// 2. Orders holds no item.
/// 3. What it holds of the currency is what it owes and the fees not yet collected, to the last unit.
/// The handler watches, at every step, that
/// 4. a used nonce stays used, and fills no order, although the items come back to their seller all the time,
/// 5. no order of an earlier counter is filled, and no counter falls,
/// 6. what goes into a trade comes out of it,
/// 7. an order that is signed, current and not filled can be filled, whatever the royalty's receiver does.
contract OrdersInvariantTest is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler internal handler;

    function setUp() public {
        handler = new Handler();
        handler.setUp();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), handler.actions());
    }

    function invariant_NothingIsFilledTwiceAndNothingStays() public view {
        (
            DeployedOrders orders,
            PlainERC20 currency,
            RoyaltyERC721 art,
            PlainERC1155 stacks,
            address treasury,
            address artist
        ) = handler.places();
        (address seller, address alice) = handler.people();
        for (uint256 nonce = 0; nonce < 6; nonce++) {
            assertLe(handler.unitsOf(seller, nonce), handler.largestOf(seller, nonce));
            assertLe(handler.unitsOf(alice, nonce), handler.largestOf(alice, nonce));
        }
        assertEq(art.balanceOf(address(orders)), 0);
        assertEq(stacks.balanceOf(address(orders), handler.stackId()), 0);
        assertEq(orders.totalOwed(), orders.creditOf(artist));
        uint256 fees = currency.balanceOf(address(orders)) - orders.totalOwed() + currency.balanceOf(treasury);
        assertEq(fees, handler.feesEarned());
    }
}
