// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IAccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract AdminTest is MarketplaceFixture {
    bytes32 internal constant SETTLER_ADMIN = keccak256("SETTLER_ADMIN_ROLE");
    bytes32 internal constant PAUSER = keccak256("PAUSER_ROLE");
    bytes32 internal constant FEE_ADMIN = keccak256("FEE_ADMIN_ROLE");

    struct Guarded {
        bytes32 role;
        bytes call;
    }

    /// @dev Every function that a role guards, with a call that its holder can make right after deployment.
    function guarded() internal view returns (Guarded[] memory all) {
        all = new Guarded[](9);
        all[0] = Guarded(SETTLER_ADMIN, abi.encodeCall(marketplace.addSettler, (abi.encodePacked(bob))));
        all[1] = Guarded(SETTLER_ADMIN, abi.encodeCall(marketplace.removeSettler, (abi.encodePacked(settler))));
        all[2] = Guarded(PAUSER, abi.encodeCall(marketplace.pause, ()));
        all[3] = Guarded(PAUSER, abi.encodeCall(marketplace.unpause, ()));
        all[4] = Guarded(FEE_ADMIN, abi.encodeCall(marketplace.setFee, (100)));
        all[5] = Guarded(FEE_ADMIN, abi.encodeCall(marketplace.setTreasury, (bob)));
        all[6] = Guarded(SETTLER_ADMIN, abi.encodeCall(marketplace.addReceiptKey, (abi.encodePacked(carol))));
        all[7] = Guarded(
            SETTLER_ADMIN,
            abi.encodeCall(marketplace.removeReceiptKey, (abi.encodePacked(vm.addr(receiptKey))))
        );
        all[8] = Guarded(SETTLER_ADMIN, abi.encodeCall(marketplace.allowBidVerifier, (address(currency))));
    }

    function callAs(address caller, bytes memory data) internal returns (bool success, bytes memory answer) {
        vm.prank(caller);
        return address(marketplace).call(data);
    }

    function assertRefused(address caller, Guarded memory guard) internal {
        (bool success, bytes memory reason) = callAs(caller, guard.call);
        assertFalse(success);
        assertEq(
            reason,
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, guard.role)
        );
    }

    function test_Roles_TheAdminHoldsAllAtFirst() public view {
        assertEq(marketplace.defaultAdmin(), admin);
        assertEq(marketplace.SETTLER_ADMIN_ROLE(), SETTLER_ADMIN);
        assertEq(marketplace.PAUSER_ROLE(), PAUSER);
        assertEq(marketplace.FEE_ADMIN_ROLE(), FEE_ADMIN);
        assertTrue(marketplace.hasRole(SETTLER_ADMIN, admin));
        assertTrue(marketplace.hasRole(PAUSER, admin));
        assertTrue(marketplace.hasRole(FEE_ADMIN, admin));
    }

    function test_Roles_NobodyElseGetsThrough() public {
        address[5] memory others = [alice, seller, settler, treasury, address(marketplace)];
        Guarded[] memory all = guarded();
        for (uint256 i = 0; i < all.length; i++) {
            for (uint256 j = 0; j < others.length; j++) assertRefused(others[j], all[i]);
        }
    }

    function test_Roles_EachOpensItsOwnFunctionsOnly() public {
        bytes32[3] memory roles = [SETTLER_ADMIN, PAUSER, FEE_ADMIN];
        Guarded[] memory all = guarded();
        for (uint256 i = 0; i < roles.length; i++) {
            address holder = makeAddr(string(abi.encodePacked("holder", i)));
            vm.prank(admin);
            marketplace.grantRole(roles[i], holder);
            for (uint256 j = 0; j < all.length; j++) {
                if (all[j].role != roles[i]) {
                    assertRefused(holder, all[j]);
                } else {
                    (bool success, ) = callAs(holder, all[j].call);
                    assertTrue(success);
                }
            }
        }
    }

    function test_Roles_ARevokedOneOpensNothing() public {
        vm.prank(admin);
        marketplace.grantRole(PAUSER, alice);
        vm.prank(admin);
        marketplace.revokeRole(PAUSER, alice);
        assertRefused(alice, guarded()[2]);
        vm.prank(admin);
        marketplace.renounceRole(FEE_ADMIN, admin);
        assertRefused(admin, guarded()[4]);
    }

    function test_Roles_HoldersCannotGrant() public {
        vm.prank(admin);
        marketplace.grantRole(PAUSER, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, alice, bytes32(0))
        );
        vm.prank(alice);
        marketplace.grantRole(PAUSER, bob);
    }

    function test_DefaultAdmin_ChangesHandsWithADelay() public {
        vm.expectRevert(IAccessControlDefaultAdminRules.AccessControlEnforcedDefaultAdminRules.selector);
        vm.prank(admin);
        marketplace.grantRole(bytes32(0), alice);

        assertEq(marketplace.defaultAdminDelay(), 2 days);
        vm.prank(admin);
        marketplace.beginDefaultAdminTransfer(alice);
        vm.warp(NOW + 2 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControlDefaultAdminRules.AccessControlEnforcedDefaultAdminDelay.selector,
                NOW + 2 days
            )
        );
        vm.prank(alice);
        marketplace.acceptDefaultAdminTransfer();
        vm.warp(NOW + 2 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControlDefaultAdminRules.AccessControlInvalidDefaultAdmin.selector, bob)
        );
        vm.prank(bob);
        marketplace.acceptDefaultAdminTransfer();
        vm.prank(alice);
        marketplace.acceptDefaultAdminTransfer();
        assertEq(marketplace.defaultAdmin(), alice);
    }

    function test_Pause_GoesThereAndBack() public {
        vm.expectEmit(address(marketplace));
        emit Pausable.Paused(admin);
        vm.prank(admin);
        marketplace.pause();
        assertTrue(marketplace.paused());
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(admin);
        marketplace.pause();

        // What shares the slot with it is not touched.
        assertEq(marketplace.feeBps(), FEE_BPS);
        assertEq(marketplace.treasury(), treasury);

        vm.expectEmit(address(marketplace));
        emit Pausable.Unpaused(admin);
        vm.prank(admin);
        marketplace.unpause();
        assertFalse(marketplace.paused());
        vm.expectRevert(Pausable.ExpectedPause.selector);
        vm.prank(admin);
        marketplace.unpause();
    }
}
