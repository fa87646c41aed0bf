// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BidKey, IBidKeys} from "../interfaces/IBidKeys.sol";
import {FickleSigner} from "../mocks/FickleSigner.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract BidKeyRegistryTest is MarketplaceFixture {
    function test_rule10_Set_TheSameCapAgainTakesALowerOneBack() public {
        bytes memory key = abi.encodePacked(makeAddr("session"));
        vm.startPrank(alice);
        marketplace.setBidKey(key, 100);
        marketplace.setBidKey(key, 50);
        vm.expectEmit(address(marketplace));
        emit IBidKeys.BidKeyUpdated(alice, keccak256(key), key, 100, time());
        marketplace.setBidKey(key, 100);
        vm.stopPrank();
        BidKey memory state = marketplace.bidKeyOf(alice, keccak256(key));
        assertEq(state.cap, 100);
        assertEq(state.nextCap, 0);
        assertEq(state.nextCapAt, 0);
    }

    function test_rule10_Set_RevertWhen_TheVerifierOfTheShortestKeyIsNotAllowed() public {
        FickleSigner verifier = new FickleSigner();
        assertFalse(marketplace.isBidVerifier(address(verifier)));
        bytes memory key = abi.encodePacked(verifier, bytes1(0x01));
        vm.expectRevert(abi.encodeWithSelector(IBidKeys.BidVerifierNotAllowed.selector, address(verifier)));
        vm.prank(alice);
        marketplace.setBidKey(key, 1);
    }

    function test_Allow_TellsOfTheVerifier() public {
        FickleSigner verifier = new FickleSigner();
        vm.expectEmit(address(marketplace));
        emit IBidKeys.BidVerifierAllowed(address(verifier));
        vm.prank(admin);
        marketplace.allowBidVerifier(address(verifier));
        assertTrue(marketplace.isBidVerifier(address(verifier)));
    }
}
