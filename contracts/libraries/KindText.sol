// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title KindText
/// @notice Which names and icons a catalogue accepts, so that every JSON and SVG made of them is well-formed.
library KindText {
    uint256 internal constant MAX_NAME_LENGTH = 64;
    uint256 internal constant MAX_ICON_LENGTH = 16_384;

    /// @dev One bit for each character of SVG path data: tab, line feed, carriage return, space, `+`, `,`, `-`, `.`, the
    /// digits, and `A C E H L M Q S T V Z` in both cases.
    uint256 private constant PATH_CHARACTERS = 0x045a312a_045a312a_03ff7801_00002600;

    /// @notice Whether `name` is 1 to 64 bytes of well-formed UTF-8 without control characters.
    function isName(bytes memory name) internal pure returns (bool) {
        if (name.length == 0 || name.length > MAX_NAME_LENGTH) return false;
        for (uint256 i = 0; i < name.length;) {
            uint256 length = _characterLength(name, i);
            if (length == 0) return false;
            i += length;
        }
        return true;
    }

    /// @notice Whether `icon` is at most 16,384 bytes and has only the characters of SVG path data.
    function isIcon(bytes memory icon) internal pure returns (bool) {
        if (icon.length > MAX_ICON_LENGTH) return false;
        uint256 seen = 0;
        // For thousands of characters: half the gas of the same loop in Solidity. The word at `icon + i` ends with
        // character i, counted from 1.
        assembly ("memory-safe") {
            let last := add(icon, mload(icon))
            for {
                let cursor := add(icon, 1)
            } iszero(gt(cursor, last)) {
                cursor := add(cursor, 1)
            } {
                seen := or(seen, shl(byte(31, mload(cursor)), 1))
            }
        }
        return seen & ~PATH_CHARACTERS == 0;
    }

    /// @dev Length of the UTF-8 character at `start`; zero if it is malformed, a control or a noncharacter.
    function _characterLength(bytes memory name, uint256 start) private pure returns (uint256) {
        uint256 lead = uint8(name[start]);
        if (lead < 0x80) return lead < 0x20 || lead == 0x7f ? 0 : 1;
        if (lead < 0xc2 || lead > 0xf4) return 0;

        uint256 length =
            lead < 0xe0
                ? 2
                : lead < 0xf0
                    ? 3
                    : 4;
        if (start + length > name.length) return 0;
        uint256 code = lead & (0x7f >> length);
        for (uint256 i = start + 1; i < start + length; ++i) {
            uint256 tail = uint8(name[i]);
            if (tail & 0xc0 != 0x80) return 0;
            code = (code << 6) | (tail & 0x3f);
        }

        // Overlong forms, and the controls from 0x80 to 0x9f.
        if (
            code <
            (
                length == 2
                    ? 0xa0
                    : length == 3
                        ? 0x800
                        : 0x10000
            )
        ) return 0;
        // Surrogates, noncharacters (no XML may hold U+FFFE), and what lies beyond Unicode.
        if (code >> 11 == 0x1b || code & 0xfffe == 0xfffe || code > 0x10ffff) return 0;
        return length;
    }
}
