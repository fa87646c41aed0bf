// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IFees} from "../interfaces/IFees.sol";
import {IOrders, OrdersConfig} from "../interfaces/IOrders.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {OrderDigests} from "../test-support/OrderDigests.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";

contract OrdersTest is OrdersFixture {
    function expectDeployRevert(OrdersConfig memory config_, bytes memory reason) internal {
        try this.deployExternally(config_) {
            assertTrue(false, "deployed");
        } catch (bytes memory actual) {
            assertEq(actual, reason);
        }
    }

    function deployExternally(OrdersConfig memory config_) external {
        deployOrders(config_);
    }

    function test_Constructor_RevertWhen_TheCurrencyHasNoCode() public {
        OrdersConfig memory wrong = config();
        wrong.currency = PlainERC20(carol);
        expectDeployRevert(wrong, abi.encodeWithSelector(IOrders.InvalidConfig.selector));
    }

    function test_Constructor_RevertWhen_TheFeeOrTreasuryIsInvalid() public {
        OrdersConfig memory wrong = config();
        wrong.feeBps = 1_001;
        expectDeployRevert(wrong, abi.encodeWithSelector(IFees.FeeTooHigh.selector, 1_001, 1_000));
        wrong = config();
        wrong.treasury = address(0);
        expectDeployRevert(wrong, abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
    }

    function test_Constructor_FixesTheConfiguration() public view {
        assertEq(address(orders.currency()), address(currency));
        assertEq(orders.feeBps(), FEE_BPS);
        assertEq(orders.treasury(), treasury);
        assertEq(orders.defaultAdmin(), admin);
        assertTrue(orders.hasRole(orders.PAUSER_ROLE(), admin));
        assertTrue(orders.hasRole(orders.FEE_ADMIN_ROLE(), admin));
        assertLe(address(orders).code.length, 24_576);
    }

    function test_Domain() public view {
        assertEq(orders.DOMAIN_SEPARATOR(), OrderDigests.domainSeparator(block.chainid, address(orders)));
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = orders.eip712Domain();
        assertEq(name, "Plaza Orders");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(verifier, address(orders));
    }

    function test_Pause_RevertWhen_TheCallerIsNoPauser() public {
        bytes memory reason = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector,
            carol,
            orders.PAUSER_ROLE()
        );
        vm.expectRevert(reason);
        vm.prank(carol);
        orders.pause();
        pause();
        assertTrue(orders.paused());
        vm.expectRevert(reason);
        vm.prank(carol);
        orders.unpause();
    }

    function test_ItTakesNoItemByASafeTransfer() public {
        uint256 tokenId = newItem(seller);
        vm.expectRevert();
        vm.prank(seller);
        items.safeTransferFrom(seller, address(orders), tokenId);
        tokenId = newStack(seller, 5);
        vm.expectRevert();
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(orders), tokenId, 5, "");
    }
}
