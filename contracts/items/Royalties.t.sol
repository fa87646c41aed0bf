// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC2981} from "@openzeppelin/contracts/token/common/ERC2981.sol";
import {IRoyalties} from "../interfaces/IRoyalties.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {Royalties} from "./Royalties.sol";

/// @notice The royalty alone.
contract Collection is Royalties {
    constructor(address admin, address receiver, uint96 royaltyBps) Royalties(receiver, royaltyBps) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }
}

contract RoyaltiesTest is TestBase {
    Collection private collection;
    address private admin;
    address private studio;

    function setUp() public {
        admin = makeAddr("admin");
        studio = makeAddr("studio");
        collection = new Collection(admin, studio, 500);
    }

    function test_Deployed() public view {
        (address receiver, uint256 amount) = collection.royaltyInfo(1, 10_000);
        assertEq(receiver, studio);
        assertEq(amount, 500);
        assertTrue(collection.supportsInterface(type(IERC2981).interfaceId));
        assertTrue(collection.supportsInterface(type(IAccessControl).interfaceId));
        assertFalse(collection.supportsInterface(0xffffffff));
    }

    function test_Deploy_WithoutRoyalty() public {
        Collection free = new Collection(admin, address(0), 0);
        (address receiver, uint256 amount) = free.royaltyInfo(1, 10_000);
        assertEq(receiver, address(0));
        assertEq(amount, 0);
    }

    function test_Deploy_RevertWhen_TooHigh() public {
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.RoyaltyTooHigh.selector, 1_001, 1_000));
        new Collection(admin, studio, 1_001);
    }

    function testFuzz_SetRoyalty(address receiver, uint96 royaltyBps, uint256 tokenId, uint128 price) public {
        vm.assume(receiver != address(0));
        royaltyBps = uint96(bound(royaltyBps, 1, 1_000));
        vm.expectEmit(address(collection));
        emit IRoyalties.RoyaltyUpdated(receiver, royaltyBps);
        vm.prank(admin);
        collection.setRoyalty(receiver, royaltyBps);

        (address actualReceiver, uint256 amount) = collection.royaltyInfo(tokenId, price);
        assertEq(actualReceiver, receiver);
        assertEq(amount, (uint256(price) * royaltyBps) / 10_000);
        assertLe(amount, price / 10);
    }

    function test_SetRoyalty_ZeroRemovesIt() public {
        vm.expectEmit(address(collection));
        emit IRoyalties.RoyaltyUpdated(address(0), 0);
        vm.prank(admin);
        collection.setRoyalty(studio, 0);
        (address receiver, uint256 amount) = collection.royaltyInfo(1, 10_000);
        assertEq(receiver, address(0));
        assertEq(amount, 0);
    }

    function testFuzz_SetRoyalty_RevertWhen_TooHigh(uint96 royaltyBps) public {
        royaltyBps = uint96(bound(royaltyBps, 1_001, type(uint96).max));
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.RoyaltyTooHigh.selector, royaltyBps, 1_000));
        vm.prank(admin);
        collection.setRoyalty(studio, royaltyBps);
    }

    function test_SetRoyalty_RevertWhen_ReceiverIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ERC2981.ERC2981InvalidDefaultRoyaltyReceiver.selector, address(0)));
        vm.prank(admin);
        collection.setRoyalty(address(0), 1);
    }

    function testFuzz_SetRoyalty_RevertWhen_NotAdmin(address caller) public {
        vm.assume(caller != admin);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, bytes32(0))
        );
        vm.prank(caller);
        collection.setRoyalty(caller, 1);
    }
}
