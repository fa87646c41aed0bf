// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {SvgText} from "./SvgText.sol";

contract SvgTextTest is TestBase {
    function test_EscapesMarkup() public pure {
        assertEq(SvgText.escape("a<b>&c"), "a&lt;b&gt;&amp;c");
        assertEq(SvgText.escape("&amp;"), "&amp;amp;");
        assertEq(SvgText.escape("<![CDATA[x]]>"), "&lt;![CDATA[x]]&gt;");
    }

    function test_LeavesTheRest() public pure {
        assertEq(SvgText.escape(""), "");
        assertEq(SvgText.escape(unicode'Thieves\' "Tools" – 龍'), unicode'Thieves\' "Tools" – 龍');
    }
}
