// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IGameResources, ResourceMint} from "../interfaces/IGameResources.sol";
import {IKinds, ItemType, Traits} from "../interfaces/IKinds.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {Samples} from "../test-support/Samples.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {GameResources} from "./GameResources.sol";

contract GameResourcesTest is TestBase {
    uint32 private constant ROPE = 7;
    uint32 private constant TORCH = 8;
    uint32 private constant UNDEFINED = 9;

    GameResources private resources;
    address private admin;
    address private alice;
    address private studio;

    function setUp() public {
        admin = makeAddr("admin");
        alice = makeAddr("alice");
        studio = makeAddr("studio");
        resources = GameResources(
            deploy("contracts/items/GameResources.sol:GameResources", abi.encode(admin, studio, 500))
        );
        vm.startPrank(admin);
        resources.registerKinds(Samples.kinds(ROPE, 3));
        resources.defineResources(_one(Samples.sword(ROPE)));
        resources.defineResources(_one(Samples.sword(TORCH)));
        vm.stopPrank();
    }

    function test_Deployed() public view {
        assertEq(resources.name(), "Plaza Resources");
        assertEq(resources.symbol(), "RES");
        (address receiver, uint256 royalty) = resources.royaltyInfo(1, 10_000);
        assertEq(receiver, studio);
        assertEq(royalty, 500);
        assertTrue(resources.hasRole(resources.MINTER_ROLE(), admin));
    }

    function test_SupportsInterfaces() public view {
        assertTrue(resources.supportsInterface(type(IERC1155).interfaceId));
        assertTrue(resources.supportsInterface(type(IERC1155MetadataURI).interfaceId));
        assertTrue(resources.supportsInterface(type(IERC2981).interfaceId));
        assertTrue(resources.supportsInterface(type(IAccessControl).interfaceId));
        assertFalse(resources.supportsInterface(type(IERC721).interfaceId));
        assertFalse(resources.supportsInterface(0xffffffff));
    }

    function testFuzz_DefineResources_RoundTrip(uint256 seed) public {
        Traits memory traits = Samples.traits(UNDEFINED, seed);
        vm.expectEmit(address(resources));
        emit IGameResources.ResourceDefined(UNDEFINED, traits);
        vm.prank(admin);
        resources.defineResources(_one(traits));
        assertEq(abi.encode(resources.traitsOf(UNDEFINED)), abi.encode(traits));
        assertEq(abi.encode(resources.traitsOf(ROPE)), abi.encode(Samples.sword(ROPE)));
    }

    function test_DefineResources_RevertWhen_DefinedBefore() public {
        Traits memory other = Samples.sword(ROPE);
        other.power = 999;
        vm.expectRevert(abi.encodeWithSelector(IKinds.KindExists.selector, ROPE));
        vm.prank(admin);
        resources.defineResources(_one(other));
    }

    function test_DefineResources_RevertWhen_TwiceInOneCall() public {
        vm.expectRevert(abi.encodeWithSelector(IKinds.KindExists.selector, UNDEFINED));
        vm.prank(admin);
        resources.defineResources(Samples.swords(UNDEFINED, 2));
    }

    function test_DefineResources_RevertWhen_KindIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, 99));
        vm.prank(admin);
        resources.defineResources(_one(Samples.sword(99)));
    }

    function test_DefineResources_RevertWhen_TypeIsNone() public {
        Traits memory traits = Samples.sword(UNDEFINED);
        traits.itemType = ItemType.None;
        vm.expectRevert(abi.encodeWithSelector(IKinds.InvalidTraits.selector, UNDEFINED));
        vm.prank(admin);
        resources.defineResources(_one(traits));
    }

    function testFuzz_RevertWhen_NotMinter(address caller) public {
        vm.assume(caller != admin);
        bytes memory unauthorized = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector,
            caller,
            resources.MINTER_ROLE()
        );
        vm.startPrank(caller);
        vm.expectRevert(unauthorized);
        resources.defineResources(_one(Samples.sword(UNDEFINED)));
        vm.expectRevert(unauthorized);
        resources.mintBatch(caller, _stack(ROPE, 1));
    }

    function testFuzz_MintBatch(uint256 ropes, uint256 torches, uint256 more) public {
        ropes = bound(ropes, 0, type(uint256).max - 1);
        more = bound(more, 0, type(uint256).max - ropes);
        ResourceMint[] memory mints = new ResourceMint[](3);
        mints[0] = ResourceMint(ROPE, ropes);
        mints[1] = ResourceMint(TORCH, torches);
        mints[2] = ResourceMint(ROPE, more);
        uint256[] memory ids = new uint256[](3);
        uint256[] memory quantities = new uint256[](3);
        for (uint256 i = 0; i < 3; ++i) (ids[i], quantities[i]) = (mints[i].tokenId, mints[i].quantity);

        vm.expectEmit(address(resources));
        emit IERC1155.TransferBatch(admin, address(0), alice, ids, quantities);
        vm.prank(admin);
        resources.mintBatch(alice, mints);
        assertEq(resources.balanceOf(alice, ROPE), ropes + more);
        assertEq(resources.balanceOf(alice, TORCH), torches);
    }

    function test_MintBatch_RevertWhen_Undefined() public {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, UNDEFINED));
        resources.mintBatch(alice, _stack(UNDEFINED, 1));
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, 99));
        resources.mintBatch(alice, _stack(99, 1));
    }

    function testFuzz_RevertWhen_IdIsNoKind(uint256 tokenId) public {
        tokenId = bound(tokenId, uint256(type(uint32).max) + 1, type(uint256).max);
        bytes memory overflow = abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 32, tokenId);
        vm.expectRevert(overflow);
        vm.prank(admin);
        resources.mintBatch(alice, _stack(tokenId, 1));
        vm.expectRevert(overflow);
        resources.traitsOf(tokenId);
        vm.expectRevert(overflow);
        resources.uri(tokenId);
    }

    function test_MintBatch_RevertWhen_ToZero() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidReceiver.selector, address(0)));
        vm.prank(admin);
        resources.mintBatch(address(0), _stack(ROPE, 1));
    }

    function test_MintBatch_ReceiverDecides() public {
        RefusingReceiver receiver = new RefusingReceiver();
        vm.startPrank(admin);
        vm.expectRevert(RefusingReceiver.Refused.selector);
        resources.mintBatch(address(receiver), _stack(ROPE, 1));
        receiver.setAccepting(true);
        resources.mintBatch(address(receiver), _stack(ROPE, 1));
        assertEq(resources.balanceOf(address(receiver), ROPE), 1);
    }

    function test_TraitsOfAndUri_RevertWhen_Undefined() public {
        bytes memory unknown = abi.encodeWithSelector(IKinds.UnknownKind.selector, UNDEFINED);
        vm.expectRevert(unknown);
        resources.traitsOf(UNDEFINED);
        vm.expectRevert(unknown);
        resources.uri(UNDEFINED);
    }

    function test_Uri_IsData() public view {
        bytes memory uri = bytes(resources.uri(ROPE));
        bytes memory prefix = "data:application/json;base64,";
        assertGt(uri.length, prefix.length);
        for (uint256 i = 0; i < prefix.length; ++i) assertTrue(uri[i] == prefix[i]);
    }

    function _one(Traits memory traits) private pure returns (Traits[] memory list) {
        list = new Traits[](1);
        list[0] = traits;
    }

    function _stack(uint256 tokenId, uint256 quantity) private pure returns (ResourceMint[] memory mints) {
        mints = new ResourceMint[](1);
        mints[0] = ResourceMint(tokenId, quantity);
    }
}
