// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IGameItems} from "../interfaces/IGameItems.sol";
import {IKinds, ItemType, Traits} from "../interfaces/IKinds.sol";
import {Samples} from "../test-support/Samples.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {GameItems} from "./GameItems.sol";

contract GameItemsTest is TestBase {
    uint32 private constant KIND = 7;

    GameItems private items;
    address private admin;
    address private alice;
    address private bob;
    address private studio;

    function setUp() public {
        admin = makeAddr("admin");
        alice = makeAddr("alice");
        bob = makeAddr("bob");
        studio = makeAddr("studio");
        items = GameItems(deploy("contracts/items/GameItems.sol:GameItems", abi.encode(admin, studio, 500)));
        vm.prank(admin);
        items.registerKinds(Samples.kinds(KIND, 2));
    }

    function test_Deployed() public view {
        assertEq(items.name(), "Plaza Items");
        assertEq(items.symbol(), "ITEM");
        assertEq(items.totalMinted(), 0);
        (address receiver, uint256 royalty) = items.royaltyInfo(1, 10_000);
        assertEq(receiver, studio);
        assertEq(royalty, 500);
    }

    function test_SupportsInterfaces() public view {
        assertTrue(items.supportsInterface(type(IERC165).interfaceId));
        assertTrue(items.supportsInterface(type(IERC721).interfaceId));
        assertTrue(items.supportsInterface(type(IERC721Metadata).interfaceId));
        assertTrue(items.supportsInterface(type(IERC2981).interfaceId));
        assertTrue(items.supportsInterface(type(IAccessControl).interfaceId));
        assertTrue(items.supportsInterface(0x49064906), "ERC-4906");
        assertFalse(items.supportsInterface(type(IERC1155).interfaceId));
        assertFalse(items.supportsInterface(0xffffffff));
    }

    function test_MintBatch_NumbersItemsFromOne() public {
        vm.startPrank(admin);
        assertEq(items.mintBatch(alice, Samples.swords(KIND, 3)), 1);
        assertEq(items.mintBatch(bob, Samples.swords(KIND, 2)), 4);
        assertEq(items.totalMinted(), 5);
        assertEq(items.balanceOf(alice), 3);
        assertEq(items.balanceOf(bob), 2);
        assertEq(items.ownerOf(3), alice);
        assertEq(items.ownerOf(4), bob);
    }

    function test_MintBatch_EmptyMintsNothing() public {
        vm.prank(admin);
        assertEq(items.mintBatch(alice, new Traits[](0)), 1);
        assertEq(items.totalMinted(), 0);
    }

    function test_MintBatch_ToContractWithoutHook() public {
        vm.prank(admin);
        items.mintBatch(address(this), Samples.swords(KIND, 1));
        assertEq(items.ownerOf(1), address(this));
    }

    function testFuzz_MintBatch_TraitsRoundTrip(uint256 firstSeed, uint256 secondSeed) public {
        Traits[] memory minted = new Traits[](2);
        minted[0] = Samples.traits(KIND, firstSeed);
        minted[1] = Samples.traits(KIND + 1, secondSeed);
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectEmit(address(items));
            emit IERC721.Transfer(address(0), alice, i + 1);
            vm.expectEmit(address(items));
            emit IGameItems.ItemMinted(i + 1, alice, minted[i].kind, minted[i]);
        }
        vm.prank(admin);
        items.mintBatch(alice, minted);
        for (uint256 i = 0; i < 2; ++i) assertEq(abi.encode(items.traitsOf(i + 1)), abi.encode(minted[i]));
    }

    function test_MintBatch_RevertWhen_KindIsUnknown() public {
        Traits[] memory minted = Samples.swords(KIND, 2);
        minted[1].kind = 99;
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, 99));
        vm.prank(admin);
        items.mintBatch(alice, minted);
        assertEq(items.totalMinted(), 0);
        assertEq(items.balanceOf(alice), 0);
    }

    function test_MintBatch_RevertWhen_TypeIsNone() public {
        Traits[] memory minted = Samples.swords(KIND, 1);
        minted[0].itemType = ItemType.None;
        vm.expectRevert(abi.encodeWithSelector(IKinds.InvalidTraits.selector, KIND));
        vm.prank(admin);
        items.mintBatch(alice, minted);
    }

    function test_MintBatch_RevertWhen_EnumIsOutOfRange() public {
        // Fields 1 to 4 of Traits, and the first value beyond each enum: the ABI decoder refuses them.
        uint8[4] memory beyond = [9, 5, 6, 8];
        for (uint256 field = 1; field <= 4; ++field) {
            bytes memory call = abi.encodeCall(items.mintBatch, (alice, Samples.swords(KIND, 1)));
            // Selector, receiver, offset, length; then the fields.
            call[4 + 32 * (3 + field) + 31] = bytes1(beyond[field - 1]);
            vm.prank(admin);
            (bool success, bytes memory reason) = address(items).call(call);
            assertFalse(success);
            assertEq(reason.length, 0);
        }
        assertEq(items.totalMinted(), 0);
    }

    function test_MintBatch_RevertWhen_ToZero() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        vm.prank(admin);
        items.mintBatch(address(0), Samples.swords(KIND, 1));
    }

    function testFuzz_MintBatch_RevertWhen_NotMinter(address caller) public {
        vm.assume(caller != admin);
        bytes32 role = items.MINTER_ROLE();
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, role));
        vm.prank(caller);
        items.mintBatch(caller, Samples.swords(KIND, 1));
    }

    function test_TraitsStayWithTheItem() public {
        vm.prank(admin);
        items.mintBatch(alice, Samples.swords(KIND, 1));
        vm.prank(alice);
        items.transferFrom(alice, bob, 1);
        assertEq(items.ownerOf(1), bob);
        assertEq(items.traitsOf(1).power, Samples.sword(KIND).power);
    }

    function testFuzz_RevertWhen_ItemDoesNotExist(uint256 tokenId) public {
        vm.prank(admin);
        items.mintBatch(alice, Samples.swords(KIND, 1));
        vm.assume(tokenId != 1);
        bytes memory nonexistent = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, tokenId);
        vm.expectRevert(nonexistent);
        items.traitsOf(tokenId);
        vm.expectRevert(nonexistent);
        items.tokenURI(tokenId);
    }

    function testFuzz_TokenURI_IsData(uint256 seed) public {
        Traits[] memory minted = new Traits[](1);
        minted[0] = Samples.traits(KIND, seed);
        vm.prank(admin);
        items.mintBatch(alice, minted);
        bytes memory uri = bytes(items.tokenURI(1));
        bytes memory prefix = "data:application/json;base64,";
        assertGt(uri.length, prefix.length);
        for (uint256 i = 0; i < prefix.length; ++i) assertTrue(uri[i] == prefix[i]);
    }

    function test_SetStudioSeller() public {
        assertFalse(items.isStudioSeller(studio));
        vm.expectEmit(address(items));
        emit IGameItems.StudioSellerSet(studio, true);
        vm.prank(admin);
        items.setStudioSeller(studio, true);
        assertTrue(items.isStudioSeller(studio));

        vm.expectEmit(address(items));
        emit IGameItems.StudioSellerSet(studio, false);
        vm.prank(admin);
        items.setStudioSeller(studio, false);
        assertFalse(items.isStudioSeller(studio));
    }

    function test_SetStudioSeller_RevertWhen_NotAdmin() public {
        bytes32 minter = items.MINTER_ROLE();
        vm.prank(admin);
        items.grantRole(minter, bob);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, bob, bytes32(0))
        );
        vm.prank(bob);
        items.setStudioSeller(bob, true);
    }
}
