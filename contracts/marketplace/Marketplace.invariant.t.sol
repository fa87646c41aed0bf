// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceHandler} from "../test-support/MarketplaceHandler.sol";

/// @notice Named here, because the runner knows only what this file compiles to.
contract Handler is MarketplaceHandler {}

/// @notice What holds after whatever people do; the numbers are those of test/invariant/README.md.
contract MarketplaceInvariantTest {
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

    function invariant_MoneyAndItemsAreAllAccountedFor() public view {
        handler.check();
    }

    /// @notice 14. At the end of each play, while paused and with the relayer gone, everything gets out.
    function afterInvariant() public {
        handler.exodus();
        handler.checkNothingIsLeft();
    }
}
