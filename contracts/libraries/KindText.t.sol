// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {KindText} from "./KindText.sol";

contract KindTextTest is TestBase {
    function test_NamesOfManyScripts() public pure {
        assertTrue(KindText.isName("Longsword"), "ASCII");
        assertTrue(KindText.isName(unicode"Épée d’or"), "Latin");
        assertTrue(KindText.isName(unicode"龍の剣"), "Japanese");
        assertTrue(KindText.isName(unicode"🗡 of Doom"), "four bytes");
        assertTrue(KindText.isName("<Sun> & \"Moon\\'"), "what JSON and XML escape");
    }

    function test_NameLengths() public pure {
        assertFalse(KindText.isName(""), "empty");
        assertTrue(KindText.isName("a"), "one");
        assertTrue(KindText.isName(_repeat("a", 64)), "64");
        assertFalse(KindText.isName(_repeat("a", 65)), "65");
    }

    function test_NamesWithoutControls() public pure {
        for (uint256 i = 0; i < 0x80; ++i) {
            bool printable = i >= 0x20 && i != 0x7f;
            assertEq(KindText.isName(abi.encodePacked("a", bytes1(uint8(i)))), printable);
        }
    }

    function test_MalformedNames() public pure {
        assertFalse(KindText.isName(hex"80"), "a tail alone");
        assertFalse(KindText.isName(hex"bf"), "the last tail alone");
        assertFalse(KindText.isName(hex"c3"), "two bytes cut");
        assertFalse(KindText.isName(hex"e282"), "three bytes cut");
        assertFalse(KindText.isName(hex"f09f97"), "four bytes cut");
        assertFalse(KindText.isName(hex"c328"), "no tail after a lead");
        assertFalse(KindText.isName(hex"e28228"), "no second tail");
        assertFalse(KindText.isName(hex"e282c0"), "a lead as tail");
        assertFalse(KindText.isName(hex"c0af"), "overlong in two bytes");
        assertFalse(KindText.isName(hex"c1bf"), "overlong in two bytes");
        assertFalse(KindText.isName(hex"e080af"), "overlong in three bytes");
        assertFalse(KindText.isName(hex"f08080af"), "overlong in four bytes");
        assertFalse(KindText.isName(hex"c29f"), "a control of Latin-1");
        assertFalse(KindText.isName(hex"eda080"), "the first surrogate");
        assertFalse(KindText.isName(hex"edbfbf"), "the last surrogate");
        assertFalse(KindText.isName(hex"efbfbe"), "U+FFFE");
        assertFalse(KindText.isName(hex"f4908080"), "beyond Unicode");
        assertFalse(KindText.isName(hex"f5808080"), "a lead beyond Unicode");
        assertFalse(KindText.isName(hex"fffefdfc"), "never UTF-8");
        assertTrue(KindText.isName(hex"c2a0"), "the first after the controls");
        assertTrue(KindText.isName(hex"ed9fbf"), "the last before the surrogates");
        assertTrue(KindText.isName(hex"ee8080"), "the first after the surrogates");
        assertTrue(KindText.isName(hex"efbfbd"), "U+FFFD");
        assertTrue(KindText.isName(hex"f48fbfbd"), "the last character");
    }

    function testFuzz_EveryCharacter(uint256 code, bytes1 before) public pure {
        code = bound(code, 0xa0, 0x1fffff);
        vm.assume(uint8(before) >= 0x20 && uint8(before) < 0x7f);
        bool isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && code & 0xfffe != 0xfffe;
        assertEq(KindText.isName(abi.encodePacked(before, _encode(code), before)), isCharacter);
        assertFalse(KindText.isName(abi.encodePacked(_cut(_encode(code)), before)), "cut");
    }

    function test_IconCharacters() public pure {
        bytes memory allowed = "\t\n\r +,-.0123456789AaCcEeHhLlMmQqSsTtVvZz";
        for (uint256 i = 0; i < 256; ++i) {
            bool isAllowed = false;
            for (uint256 j = 0; j < allowed.length; ++j) isAllowed = isAllowed || uint8(allowed[j]) == i;
            assertEq(KindText.isIcon(abi.encodePacked(bytes1(uint8(i)))), isAllowed);
        }
    }

    function testFuzz_OneBadCharacterSpoilsAnIcon(uint256 length, uint256 position) public pure {
        length = bound(length, 1, 200);
        position = bound(position, 0, length - 1);
        bytes memory icon = _repeat("M", length);
        assertTrue(KindText.isIcon(icon));
        icon[position] = "<";
        assertFalse(KindText.isIcon(icon));
    }

    function testFuzz_WhatFollowsAnIconInMemoryDoesNotCount(bytes32 dirt) public pure {
        bytes memory icon = "M0 0h512v512z";
        assembly ("memory-safe") {
            // The unused rest of the icon's last word.
            let word := mload(add(icon, 0x20))
            mstore(add(icon, 0x20), or(word, shr(104, dirt)))
        }
        assertTrue(KindText.isIcon(icon));
    }

    function test_IconLengths() public pure {
        assertTrue(KindText.isIcon(""), "none");
        assertTrue(KindText.isIcon(_repeat("Z", 16_384)), "the longest");
        assertFalse(KindText.isIcon(_repeat("Z", 16_385)), "too long");
    }

    function _repeat(bytes1 character, uint256 count) private pure returns (bytes memory text) {
        text = new bytes(count);
        for (uint256 i = 0; i < count; ++i) text[i] = character;
    }

    function _cut(bytes memory text) private pure returns (bytes memory shorter) {
        shorter = new bytes(text.length - 1);
        for (uint256 i = 0; i < shorter.length; ++i) shorter[i] = text[i];
    }

    function _encode(uint256 code) private pure returns (bytes memory) {
        bytes1 last = bytes1(uint8(0x80 | (code & 0x3f)));
        if (code < 0x800) return abi.encodePacked(uint8(0xc0 | (code >> 6)), last);
        bytes1 third = bytes1(uint8(0x80 | ((code >> 6) & 0x3f)));
        if (code < 0x10000) return abi.encodePacked(uint8(0xe0 | (code >> 12)), third, last);
        bytes1 second = bytes1(uint8(0x80 | ((code >> 12) & 0x3f)));
        return abi.encodePacked(uint8(0xf0 | (code >> 18)), second, third, last);
    }
}
