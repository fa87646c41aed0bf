// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IKinds, KindInput} from "../interfaces/IKinds.sol";
import {Samples} from "../test-support/Samples.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {Kinds} from "./Kinds.sol";

/// @notice The catalogue alone.
contract Catalogue is Kinds {
    constructor(address admin) Kinds(admin) {}
}

contract KindsTest is TestBase {
    Catalogue private catalogue;
    address private admin;

    function setUp() public {
        admin = makeAddr("admin");
        catalogue = new Catalogue(admin);
    }

    function test_AdminIsFirstMinter() public view {
        assertTrue(catalogue.hasRole(catalogue.DEFAULT_ADMIN_ROLE(), admin));
        assertTrue(catalogue.hasRole(catalogue.MINTER_ROLE(), admin));
    }

    function testFuzz_RegisterKinds_RoundTrip(uint32 kind, bytes memory nameSeed, bytes memory iconSeed) public {
        vm.assume(kind != 0);
        string memory name = _spell(nameSeed, " !&'<>\"\\0aZ~", 1, 64);
        string memory icon = _spell(iconSeed, "MmLlHhVvCcSsQqTtAaZz0123456789.,-+ eE", 0, 4_096);
        vm.expectEmit(address(catalogue));
        emit IKinds.KindRegistered(kind, name, icon);
        vm.prank(admin);
        catalogue.registerKinds(Samples.kind(kind, name, icon));

        (string memory storedName, string memory storedIcon) = catalogue.kindOf(kind);
        assertEq(storedName, name);
        assertEq(storedIcon, icon);
    }

    function test_RegisterKinds_Many() public {
        KindInput[] memory inputs = new KindInput[](3);
        inputs[0] = KindInput(7, "Club", "M1 1z");
        inputs[1] = KindInput(8, unicode"龍の剣", "");
        inputs[2] = KindInput(type(uint32).max, "Torch", "M2 2z");
        vm.prank(admin);
        catalogue.registerKinds(inputs);
        for (uint256 i = 0; i < inputs.length; ++i) {
            (string memory name, string memory icon) = catalogue.kindOf(inputs[i].kind);
            assertEq(name, inputs[i].name);
            assertEq(icon, inputs[i].icon);
        }
    }

    function test_RegisterKinds_LongestNameAndIcon() public {
        string memory name = _spell(new bytes(64), "n", 64, 64);
        string memory icon = _spell(new bytes(16_384), "m", 16_384, 16_384);
        vm.prank(admin);
        catalogue.registerKinds(Samples.kind(1, name, icon));
        (string memory storedName, string memory storedIcon) = catalogue.kindOf(1);
        assertEq(storedName, name);
        assertEq(storedIcon, icon);
    }

    function test_RegisterKinds_RevertWhen_Exists() public {
        vm.startPrank(admin);
        catalogue.registerKinds(Samples.kind(7, "Club", ""));
        vm.expectRevert(abi.encodeWithSelector(IKinds.KindExists.selector, 7));
        catalogue.registerKinds(Samples.kind(7, "Other", ""));
        (string memory name, ) = catalogue.kindOf(7);
        assertEq(name, "Club");
    }

    function test_RegisterKinds_RevertWhen_OneOfThemIsInvalid() public {
        KindInput[] memory inputs = Samples.kinds(1, 3);
        inputs[2].name = "";
        vm.expectRevert(abi.encodeWithSelector(IKinds.InvalidKind.selector, 3));
        vm.prank(admin);
        catalogue.registerKinds(inputs);
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, 1));
        catalogue.kindOf(1);
    }

    function test_RegisterKinds_RevertWhen_NumberNameOrIconIsInvalid() public {
        _expectInvalid(0, "Club", "");
        _expectInvalid(1, "", "");
        _expectInvalid(1, _spell(new bytes(65), "n", 65, 65), "");
        _expectInvalid(1, "two\nlines", "");
        _expectInvalid(1, string(abi.encodePacked(hex"ff")), "");
        _expectInvalid(1, "Club", "M0 0'/><script>");
        _expectInvalid(1, "Club", _spell(new bytes(16_385), "m", 16_385, 16_385));
    }

    function testFuzz_RegisterKinds_RevertWhen_NotMinter(address caller) public {
        vm.assume(caller != admin);
        bytes32 role = catalogue.MINTER_ROLE();
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, role));
        vm.prank(caller);
        catalogue.registerKinds(Samples.kinds(1, 1));
    }

    function testFuzz_KindOf_RevertWhen_Unknown(uint32 kind) public {
        vm.expectRevert(abi.encodeWithSelector(IKinds.UnknownKind.selector, kind));
        catalogue.kindOf(kind);
    }

    function _expectInvalid(uint32 kind, string memory name, string memory icon) private {
        vm.expectRevert(abi.encodeWithSelector(IKinds.InvalidKind.selector, kind));
        vm.prank(admin);
        catalogue.registerKinds(Samples.kind(kind, name, icon));
    }

    /// @dev Text of `alphabet` as the seed says, between `least` and `most` characters long.
    function _spell(
        bytes memory seed,
        bytes memory alphabet,
        uint256 least,
        uint256 most
    ) private pure returns (string memory) {
        bytes memory text = new bytes(bound(seed.length, least, most));
        for (uint256 i = 0; i < text.length; ++i) {
            text[i] = alphabet[i < seed.length ? uint8(seed[i]) % alphabet.length : 0];
        }
        return string(text);
    }
}
