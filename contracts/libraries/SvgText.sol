// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SvgText
/// @notice Text inside SVG elements.
library SvgText {
    /// @notice Escapes what XML gives a meaning within text.
    function escape(string memory text) internal pure returns (string memory escaped) {
        bytes memory characters = bytes(text);
        for (uint256 i = 0; i < characters.length; ++i) {
            bytes1 character = characters[i];
            if (character == "&") escaped = string.concat(escaped, "&amp;");
            else if (character == "<") escaped = string.concat(escaped, "&lt;");
            else if (character == ">") escaped = string.concat(escaped, "&gt;");
            else escaped = string(abi.encodePacked(escaped, character));
        }
    }
}
